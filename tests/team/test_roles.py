"""Deeds about roles when several do them at once, on both databases, and the console's signs of one-person mode."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.team.inviting import Outcome, invite, join
from bot.team.roles import change_role, confirm, remove
from bot.team.rules import NotPossible, Reason
from storage import announcements, invitations, people, staff
from storage.database import Database
from storage.staff import Role
from tests.city import NOON


@pytest.fixture
async def database(new_database: str) -> AsyncIterator[Database]:
    database = Database(new_database)
    await database.migrate()
    yield database
    await database.close()


async def two_administrators(database: Database) -> None:
    async with database.writing() as session:
        for number in (1, 2):
            address = f"telegram:{number}"
            staff.add(session, address=address, role=Role.ADMINISTRATOR, name=f"Leitung {number}", now=NOON)
            people.add(session, address, NOON, tokens=15)


async def removes(database: Database, by: int, number: int) -> str:
    """As a turn does it: the person who acts is held first."""
    try:
        async with database.writing() as session:
            await people.lock(session, f"telegram:{by}")
            member = await staff.numbered(session, by)
            if member is None:
                return "gone before"
            await asyncio.sleep(0.05)
            await remove(session, by=member, number=number, now=NOON)
    except NotPossible as refusal:
        return refusal.reason
    return "removed"


async def test_two_administrators_who_remove_each_other_leave_one(database: Database):
    await two_administrators(database)
    ends = await asyncio.gather(removes(database, 1, 2), removes(database, 2, 1))
    assert sorted(ends)[-1] == "removed"
    assert ends.count("removed") == 1
    async with database.reading() as session:
        assert await staff.count(session, Role.ADMINISTRATOR) == 1


async def test_two_administrators_who_leave_at_once_leave_one(database: Database):
    await two_administrators(database)
    ends = await asyncio.gather(removes(database, 1, 1), removes(database, 2, 2))
    assert sorted(ends) == [Reason.LAST, "removed"]


async def test_one_invitation_brought_by_many_at_once_lets_one_in(database: Database):
    await two_administrators(database)
    async with database.writing() as session:
        boss = await staff.numbered(session, 1)
        secret = await invite(session, by=boss, role=Role.EDITOR, name="Kulturamt", now=NOON, one_key=False)

    async def brings(number: int) -> str:
        async with database.writing() as session:
            return (await join(session, f"telegram:{number}", secret, NOON, one_key=False)).outcome

    ends = await asyncio.gather(*(brings(number) for number in range(10, 16)))
    assert sorted(ends) == sorted([Outcome.JOINED, *[Outcome.USED] * 5])


async def test_a_form_that_was_open_is_closed_with_the_role(database: Database):
    await two_administrators(database)
    async with database.writing() as session:
        (await people.lock(session, "telegram:2")).form = "team-invite:editor"
    async with database.writing() as session:
        boss = await staff.numbered(session, 1)
        await change_role(session, by=boss, number=2, role=Role.EDITOR, now=NOON, one_key=False)
    async with database.writing() as session:
        assert (await people.lock(session, "telegram:2")).form is None


async def test_a_confirmation_by_somebody_who_was_removed_meanwhile_is_none(database: Database):
    await two_administrators(database)
    async with database.writing() as session:
        invitations.nominate(session, address="telegram:3", name="Kämmerei", by=1, now=NOON)
        second = await staff.numbered(session, 2)
    async with database.writing() as session:
        boss = await staff.numbered(session, 1)
        await remove(session, by=boss, number=2, now=NOON)
    with pytest.raises(NotPossible, match=Reason.NO_RIGHT):
        async with database.writing() as session:
            await confirm(session, by=second, number=1, now=NOON, one_key=False)
    async with database.reading() as session:
        assert await staff.of(session, "telegram:3") is None


async def test_the_invitations_of_who_administers_no_more_are_void(database: Database):
    await two_administrators(database)
    async with database.writing() as session:
        first, second = await staff.everybody(session)
        secret = await invite(session, by=second, role=Role.PUBLISHER, name="Freundin", now=NOON, one_key=False)
        await change_role(session, by=first, number=second.id, role=Role.EDITOR, now=NOON, one_key=False)
    async with database.writing() as session:
        assert (await join(session, "telegram:9", secret, NOON, one_key=False)).outcome is Outcome.UNKNOWN


async def test_what_somebody_who_left_has_asked_to_be_released_is_a_draft_again(database: Database):
    """They would else be the second key of their own words, if they come back."""
    await two_administrators(database)
    async with database.writing() as session:
        row = await announcements.add(
            session, kind="news", state="requested", author=2, again=False, topics=None, now=NOON
        )
        note = await announcements.add_followup(
            session, announcement=row.id, deed="note", state="requested", author=2, texts={}, now=NOON
        )
    async with database.writing() as session:
        await remove(session, by=(await staff.everybody(session))[0], number=2, now=NOON)
    async with database.reading() as session:
        assert (await announcements.content_of(session, row.id)).state == "draft"
        assert await announcements.version_of(session, row.id) == 2
        (found,) = await announcements.followups(session, announcement=row.id)
        assert (found.id, found.state) == (note.id, "draft")
