"""Threat T7: deeds of the staff, tried by people without the right, in every way there is: no effect, no hint."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence

import pytest
from sqlalchemy import select

from bot.conversation.rights import may
from bot.team.leaving import end_rights
from bot.texts import load_texts
from storage import staff
from storage.audit import AuditRow
from storage.console import SignInRow
from storage.invitations import InvitationRow, NominationRow
from storage.staff import Role, StaffRow
from tests.fakes.telegram.people import Person
from tests.team.attempts import WAYS, Way, buttons
from tests.team.helping import Town

AT_ONCE = 20
UNKNOWN = load_texts().of("de").say("command.unknown")
OLD = load_texts().of("de").say("button.old")
SIMILAR = "kenne ich nicht. Meinten Sie"


@pytest.fixture
async def town(answers, sqlite: str, tmp_path) -> AsyncIterator[Town]:
    """On SQLite: who has a right is asked of the database in one query, which other tests put to PostgreSQL."""
    async with Town.open(sqlite, answers, tmp_path) as town:
        yield town


async def state(town: Town) -> list:
    """All that deeds of the staff may change."""
    async with town.database.reading() as session:
        tables = [StaffRow, InvitationRow, NominationRow, SignInRow]
        return [str(row) for table in tables for row in await session.execute(select(table.__table__))]


async def denied(town: Town) -> int:
    async with town.database.reading() as session:
        rows = await session.scalars(select(AuditRow).where(AuditRow.deed == "denied", AuditRow.who == "stranger"))
        return len(list(rows))


async def people(town: Town, kind: str, number: int) -> list[Person]:
    """So many of one kind who have no right to what they will try."""
    made = [town.city.person("Administration" if kind == "namesake" else "Ann") for _ in range(number)]
    if kind in {"former", "editor"}:
        async with town.database.writing() as session:
            for person in made:
                member = staff.add(
                    session, address=f"telegram:{person.id}", role=Role.EDITOR, name=f"{kind} {person.id}",
                    now=town.city.clock.now(),
                )  # fmt: skip
                await session.flush()
                if kind == "former":
                    await end_rights(session, member)
    return made


async def in_turns(tries: Sequence) -> None:
    for start in range(0, len(tries), AT_ONCE):
        await asyncio.gather(*tries[start : start + AT_ONCE])


async def tries_command(town: Town, ann: Person, way: Way, command: str) -> None:
    group = town.city.telegram.group("Lusan", ann)
    group.add(town.city.telegram.bot)
    if way.name == "anonymous administrator":
        group.promote(ann)
    await group.hears()
    await way.tries(ann, group, command)
    if not way.answered:
        await (group if way.in_group else ann).hears_nothing()
        return
    heard = await (group.hears(1) if way.in_group else ann.hears(1 if way.name == "edited" else 2))
    assert UNKNOWN in heard[-1].text or SIMILAR in heard[-1].text, (way.name, heard)


async def tries_button(town: Town, ann: Person, data: str, *, in_group: bool) -> None:
    if not in_group:
        await ann.says("/start")
        await ann.hears()
        await ann.forges_press(data)
        assert await ann.hears() == [OLD], data
        return
    group = town.city.telegram.group("Lusan", ann)
    group.add(town.city.telegram.bot)
    (seen,) = await group.hears()
    ann._press(seen, data, group)
    (answer,) = await group.hears()
    assert answer == OLD, data


@pytest.mark.parametrize("kind", ["stranger", "namesake", "former", "editor"])
async def test_who_has_no_right_changes_nothing_and_hears_what_everybody_hears(town: Town, kind: str):
    await town.administrator()
    routes = town.city.apps[0].conversation.routes
    role = Role.EDITOR if kind == "editor" else ""
    commands = [
        name
        for name, door in routes.staff_commands.items()
        if not may(role, door.right) and name not in routes.commands  # some mean another thing for everybody
    ]
    pressed = [each for each in buttons(routes) if not may(role, routes.staff_buttons[each.split(":")[1]].right)]
    crowd = iter(await people(town, kind, len(commands) * len(WAYS) + 2 * len(pressed)))
    before = await state(town)
    await in_turns([tries_command(town, next(crowd), way, name) for way in WAYS for name in commands])
    await in_turns([tries_button(town, next(crowd), each, in_group=False) for each in pressed])
    await in_turns([tries_button(town, next(crowd), each, in_group=True) for each in pressed])
    assert await state(town) == before
    answered = sum(way.answered for way in WAYS)
    assert await denied(town) == answered * len(commands) + 2 * len(pressed)
    assert len(commands) * len(WAYS) + 2 * len(pressed) >= (100 if kind == "editor" else 150)


async def test_even_an_administrator_s_words_count_only_fresh_their_own_and_in_private(town: Town):
    boss = await town.administrator()
    before = await state(town)
    heard: Counter[str] = Counter()
    for way in WAYS:
        if way.name in {"edited", "forwarded"} or way.in_group:
            town.city.clock.passes(minutes=1)
            group = town.city.telegram.group("Lusan", boss)
            group.add(town.city.telegram.bot)
            await group.hears()
            if way.name == "edited":
                own = await boss.says("themen")
                await boss.hears()
                await boss.edits("/einladen", own)
            else:
                await way.tries(boss, group, "einladen")
            if way.answered:
                (answer,) = await (group.hears() if way.in_group else boss.hears())
                heard[answer.text] += 1
    assert all(UNKNOWN in text or SIMILAR in text for text in heard)
    assert sum(heard.values()) == 5
    assert await state(town) == before


async def test_a_form_of_the_staff_hears_nobody_who_lost_the_right(town: Town):
    boss = await town.administrator()
    ann = await town.joined(boss, "Redaktion", "Pressestelle")
    async with town.database.writing() as session:
        (await staff.of(session, f"telegram:{ann.id}")).role = Role.ADMINISTRATOR
    await ann.says("/einladen")
    await ann.hears()
    await town.walks(ann, "Redaktion")
    async with town.database.writing() as session:
        (await staff.of(session, f"telegram:{ann.id}")).role = Role.EDITOR
    before = await state(town)
    await ann.says("Kulturamt")
    await ann.hears()
    assert await state(town) == before
