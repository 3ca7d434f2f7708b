"""What is forgotten of ideas: by the hourly tick, and when somebody deletes everything; on both databases."""

import asyncio
from datetime import timedelta

from bot.ideas import deeds, handling, merging
from bot.ideas.deeds import Written
from bot.people.retention import IDEAS_KEPT, forget_person, forget_what_is_over
from storage import ideas, lifelines
from storage.ideas import Stage
from tests.city import NOON, SetClock
from tests.ideas.townhall import WORDS, Townhall, public, version

SECRET = "Meine Nummer kennt nur das Haus am Ufer."


async def forgets(hall: Townhall, after: timedelta) -> None:
    clock = SetClock()
    clock.passes(seconds=after.total_seconds())
    await forget_what_is_over(hall.database, clock)


async def is_there(hall: Townhall, id: int) -> bool:
    async with hall.database.reading() as session:
        return await ideas.look_at(session, id) is not None


async def withdraws(hall: Townhall, author: str, id: int, at=NOON) -> None:
    async with hall.database.writing() as session:
        assert isinstance(await deeds.withdraw(session, id, f"telegram:{author}", at), deeds.Done)


async def deletes_everything(hall: Townhall, who: str) -> None:
    async with hall.database.writing() as session:
        await forget_person(session, f"telegram:{who}", NOON)


async def test_a_withdrawn_idea_that_took_in_others_does_not_stop_the_forgetting(hall: Townhall):
    one, into = await hall.idea("Ina"), await hall.idea("Otto")
    await public(hall, one)
    await public(hall, into)
    await hall.does("Anna", merging.merge, one, into=into, seen=1)
    await withdraws(hall, "Otto", into)
    await forgets(hall, IDEAS_KEPT + timedelta(days=1))
    assert not await is_there(hall, into)
    assert (await hall.row(one)).merged_into is None


async def test_an_old_idea_is_kept_90_days_after_it_was_withdrawn_not_handed_in(hall: Townhall):
    id = await hall.idea("Ina")
    late = timedelta(days=100)
    await withdraws(hall, "Ina", id, NOON + late)
    await forgets(hall, late + timedelta(hours=1))
    assert await is_there(hall, id)
    await forgets(hall, late + IDEAS_KEPT + timedelta(hours=1))
    assert not await is_there(hall, id)


async def test_who_deletes_everything_leaves_no_word_of_what_is_not_public(hall: Townhall):
    asked, withdrawn, merged, into = [
        await hall.idea(name, SECRET, text=SECRET) for name in ("Ina", "Ina", "Ina", "Otto")
    ]
    await public(hall, into)
    assert isinstance(await hall.does("Anna", handling.ask_back, asked, seen=0, text=WORDS), handling.Done)
    async with hall.database.writing() as session:
        await deeds.answer_back(session, asked, "telegram:Ina", Written(text=SECRET), NOON, hall.office.zone)
    await withdraws(hall, "Ina", withdrawn)
    await hall.does("Anna", merging.merge, merged, into=into, seen=0)
    await deletes_everything(hall, "Ina")
    for id in (asked, withdrawn, merged):
        row = await hall.row(id)
        async with hall.database.reading() as session:
            said = [str(step.content) for step in await lifelines.of(session, id)]
        assert (row.title, row.text, row.author) == ("", "", None)
        assert not any(words in line for line in said for words in (SECRET, WORDS))
    assert isinstance(await hall.does("Anna", merging.part, merged, seen=await version(hall, merged)), handling.Done)
    assert (await hall.row(merged)).stage == Stage.WITHDRAWN


async def test_counts_are_right_when_supporters_delete_everything_while_ideas_are_merged(hall: Townhall):
    one, into = await hall.idea("Ina", "Bänke"), await hall.idea("Otto", "Sitze")
    await public(hall, one)
    await public(hall, into)
    names = [f"R{number}" for number in range(12)]
    await hall.supports(one, *names)
    await hall.supports(into, *names[6:])
    await asyncio.gather(
        *(deletes_everything(hall, name) for name in names[::2]),
        hall.does("Anna", merging.merge, one, into=into, seen=1),
    )
    assert await hall.backers(one) <= set(names)  # counts what is there, and asserts that it does
    assert await hall.backers(into) == {*names[1::2], "Ina"}
