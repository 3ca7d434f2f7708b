"""The team's room at its edges: names, secrets, links, the audit, the settings, groups, menus."""

import re

import pytest
from sqlalchemy import select

from storage import audit
from storage.staff import StaffRow
from tests.team.helping import LINK, Town


@pytest.mark.parametrize("typed", ["x", "L" * 41, "ADMINISTRATION"])
async def test_a_name_that_cannot_be_is_said_with_what_was_typed_and_may_be_typed_again(town: Town, typed):
    boss = await town.administrator()
    await boss.says("/einladen")
    await boss.hears()
    await boss.presses("Redaktion")
    await boss.hears()
    await boss.says(typed)
    assert typed in (await boss.answer()).text
    await boss.says("Kulturamt")
    assert LINK.search((await boss.answer()).text)


async def test_no_secret_of_an_invitation_or_a_sign_in_is_stored(town: Town):
    boss = await town.administrator()
    code = await town.invites(boss, "Redaktion", "Kulturamt")
    await boss.says("/team")
    await boss.hears()
    await boss.presses("Konsole öffnen")
    said = (await boss.answer()).text
    await town.city.settled()
    stored = await town.city.everything_stored()
    assert code.removeprefix("team-") not in stored
    assert re.search(r"/team/sign-in/([\w-]{32})", said)[1] not in stored
    assert "\nhttp://localhost:8080/team/sign-in/" in said


async def test_links_into_the_console_are_given_five_times_in_a_quarter_of_an_hour(town: Town):
    boss = await town.administrator()
    await boss.says("/team")
    await boss.hears()
    for _ in range(5):
        await boss.presses("Konsole öffnen")
        assert "/team/sign-in/" in (await boss.answer()).text
        town.city.clock.passes(seconds=10)
    await boss.presses("Konsole öffnen")
    assert "15 Minuten" in (await boss.answer()).text
    town.city.clock.passes(minutes=15)
    await boss.presses("Konsole öffnen")
    assert "/team/sign-in/" in (await boss.answer()).text


async def test_every_deed_has_its_line_in_the_audit_and_no_words_of_people(town: Town):
    boss, second = await town.administrator(), await town.administrator(second=True)
    await town.joined(boss, "Administration", "Geheimes Amt", second=second)
    await boss.says("/team")
    await boss.hears()
    await town.walks(boss, "Menschen und Rollen", "3. Geheimes Amt", "Rolle ändern", "Redaktion")
    await town.walks(boss, "Menschen und Rollen", "3. Geheimes Amt", "Aus dem Team nehmen", "Ja, aus dem Team nehmen")
    async with town.database.reading() as session:
        rows = await audit.latest(session, 100)
    deeds = [(row.who, row.deed, row.object) for row in reversed(rows)]
    assert deeds == [
        ("system", "staff.set_up", "staff:1"),
        ("system", "staff.set_up", "staff:2"),
        ("staff:1", "staff.invited", "invitation:1"),
        ("system", "staff.nominated", "nomination:1"),
        ("staff:2", "staff.confirmed", "staff:3"),
        ("staff:1", "staff.made_editor", "staff:3"),
        ("staff:1", "staff.removed", "staff:3"),
    ]
    assert not any("Geheim" in part for deed in deeds for part in deed)


async def test_who_is_no_longer_in_the_settings_loses_the_role_at_the_next_start(town: Town):
    boss, second = await town.administrator(), await town.administrator(second=True)
    ann = await town.joined(boss, "Redaktion", "Pressestelle")
    await town.city.stop_app(town.city.apps[0])
    await town.city.start_app(administrators=(second.id, ann.id))
    assert await town.staff() == {"Administration": "administrator", "Pressestelle": "administrator"}
    await boss.says("/team")
    assert "kenne ich nicht" in (await boss.answer()).text
    await town.city.stop_app(town.city.apps[0])
    await town.city.start_app(administrators=())
    async with town.database.reading() as session:
        assert list(await session.scalars(select(StaffRow))) == []


async def test_an_invitation_in_a_group_lets_nobody_in(town: Town):
    boss = await town.administrator()
    code = await town.invites(boss, "Redaktion", "Kulturamt")
    ann = await town.city.known_person("Ann")
    group = town.city.telegram.group("Lusan", ann)
    group.add(town.city.telegram.bot)
    await group.hears()
    await ann.says(f"/start {code}", in_=group)
    (answer,) = await group.hears()
    assert "in Ihrem eigenen Chat" in answer.text
    assert await town.staff() == {"Administration": "administrator"}


async def test_ordinary_codes_go_on_as_ever(town: Town):
    ann = await town.city.known_person("Ann")
    await ann.says("/start solar-benches")
    _, card = await ann.hears(2)
    assert "Solarbänke" in card.text


async def test_a_menu_that_telegram_has_no_time_for_is_shown_later_and_a_refused_one_is_not_asked_for_again(town: Town):
    boss = await town.administrator()
    await town.menus_settle()
    await boss.says("/sprache english")
    await boss.hears()
    town.city.telegram.faults.too_many_requests(method="setMyCommands", times=1)
    await town.menus_settle()
    assert "themen" in town.menu_of(boss)
    await town.menus_settle()
    assert {"team", "topics"} <= set(town.menu_of(boss))
    await boss.says("/sprache deutsch")
    await boss.hears()
    town.city.telegram.faults.refuse(400, "Bad Request: chat not found", method="setMyCommands", times=1)
    await town.menus_settle()
    asked = len(town.city.telegram.calls("setMyCommands"))
    await town.menus_settle()
    assert len(town.city.telegram.calls("setMyCommands")) == asked
