"""Whoever holds several ideas holds them in the order of their numbers: nobody waits for somebody who waits for them.

On PostgreSQL, where rows are held one by one; SQLite has one writer.
"""

import asyncio

from bot.conversation.turn import Conversation
from bot.conversation.words import Incoming
from bot.ideas import merging
from bot.ideas.lifeline import Trouble
from bot.ideas.office import Done
from bot.offices import open_offices
from bot.people.retention import forget_person
from bot.rooms import put_routes_together
from bot.settings import Settings
from storage import ideas, supporters
from storage.ideas import IdeaRow
from tests.city import NOON, SetClock
from tests.ideas.townhall import Townhall, public


async def holds(hall: Townhall, first: int, second: int, meanwhile) -> None:
    """Somebody holds one idea, somebody else does `meanwhile`, and then the first wants the other idea."""
    async with asyncio.timeout(20):
        async with hall.database.writing() as session:
            await ideas.numbered(session, first)
            other = asyncio.create_task(meanwhile())
            if not hall.database.is_sqlite:
                await asyncio.sleep(0.5)  # it waits for the first idea by now
            await ideas.numbered(session, second)
        await other


async def two(hall: Townhall, *authors: str) -> list[int]:
    numbers = [await hall.idea(author) for author in authors]
    for number in numbers:
        await public(hall, number)
    return numbers


async def test_who_deletes_everything_holds_what_they_have_and_what_they_support_in_one_order(hall: Townhall):
    own, supported = await two(hall, "Ina", "Otto")
    await hall.supports(supported, "Ina")

    async def forget() -> None:
        async with hall.database.writing() as session:
            await forget_person(session, "telegram:Ina", NOON)

    await holds(hall, own, supported, forget)
    assert (await hall.row(own)).author is None
    assert await hall.backers(supported) == set()


async def test_who_withdraws_all_ideas_holds_them_in_one_order(hall: Townhall, answers):
    first, second = await two(hall, "Ina", "Ina")
    config = Settings(_env_file=None)
    talk = Conversation(
        database=hall.database, routes=put_routes_together(config, answers, open_offices(config, answers)),
        textbook=answers.textbook, clock=SetClock(),
    )  # fmt: skip

    async def erase() -> None:
        await talk.take_turn(Incoming(update="telegram:1", address="telegram:Ina", button="1:erased:ideas"))

    await holds(hall, first, second, erase)
    assert {(await hall.row(id)).stage for id in (first, second)} == {"withdrawn"}


async def test_an_idea_that_has_taken_in_others_is_refused_without_waiting_for_them(hall: Townhall):
    """The one it has taken in has the smaller number, so who holds it may want the others next."""
    taken_in, source, target = await two(hall, "Ina", "Otto", "Mia")
    assert isinstance(await hall.does("Anna", merging.merge, taken_in, into=source, seen=1), Done)
    refused: list[object] = []

    async def merge() -> None:
        refused.append(await hall.does("Anna", merging.merge, source, into=target, seen=2))

    await holds(hall, taken_in, source, merge)
    assert refused == [Trouble.HAS_TAKEN_IN]


async def test_a_support_that_a_merge_moves_meanwhile_is_held_in_order_as_well(hall: Townhall):
    """Who forgets waits for the merge, and holds the smaller number that the support went to only from the start."""
    target, source = await two(hall, "Otto", "Lea")
    await hall.supports(source, "Ina")

    async def forget() -> None:
        async with hall.database.writing() as session:
            await forget_person(session, "telegram:Ina", NOON)

    async with asyncio.timeout(20):
        async with hall.database.writing() as session:
            rows = [await ideas.numbered(session, number) for number in (target, source)]
            assert all(isinstance(row, IdeaRow) for row in rows)
            other = asyncio.create_task(forget())
            if not hall.database.is_sqlite:
                await asyncio.sleep(0.5)
            await supporters.move_to(session, rows[1], rows[0])
        await other
    assert await hall.backers(target) == set()
    assert await hall.backers(source) == set()
