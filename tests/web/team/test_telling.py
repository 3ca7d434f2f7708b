"""What staff are told beside their deed: who hears of it, when, why not at once; what a deed leaves as it was."""

from datetime import datetime, timedelta

import pytest
from playwright.async_api import expect

from bot.web.team.leaving import say_leaving
from storage import ideas, lifelines, people, subscriptions, supporters
from storage.ideas import Stage
from storage.staff import Role
from tests.events.calendar import BERLIN, berlin
from tests.web.access import DESK, PHONE, check
from tests.web.team.desk import Desk
from tests.web.team.test_announcements_journey import press
from tests.web.team.test_events_console import PATH, add, beat, row_of
from tests.web.team.test_forms import shot
from tests.web.team.test_ideas import REASONED, an_idea, row

pytestmark = pytest.mark.browser
NIGHT = {"hours": 10}
"""From noon to the quiet hours."""


async def resident(desk: Desk, name: str, quiet: str = "") -> str:
    address = f"browser:{name}"
    async with desk.app.database.writing() as session:
        person = people.add(session, address, desk.now, 10.0)
        person.quiet = quiet
        await subscriptions.subscribe(session, address, "all", "test", desk.now)
    return address


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ([], "Es geht keine Nachricht hinaus."),
        ([0], "Eine Nachricht geht gleich an eine Person."),
        ([0, 0], "Eine Nachricht geht gleich an 2 Personen."),
        ([0, 0, 600], "Eine Nachricht geht an 3 Personen: 2 gleich, 1 morgen um 08:00 Uhr (Ruhezeit der Person)."),
    ],
)
def test_what_leaves_is_said_in_a_sentence(times: list[int], words: str):
    now = berlin("2026-11-23 22:00")
    assert say_leaving([now + timedelta(minutes=minutes) for minutes in times], now, BERLIN) == words


def test_what_waits_by_itself_is_no_quiet_hour():
    now: datetime = berlin("2026-11-23 12:00")
    settled = now + timedelta(minutes=10)
    said = say_leaving([settled, now + timedelta(hours=30)], now, BERLIN, planned=settled)
    assert said == "Eine Nachricht geht an 2 Personen: 1 um 12:10 Uhr, 1 morgen um 18:00 Uhr (Ruhezeit der Person)."


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
async def test_at_night_the_page_says_who_hears_now_and_who_in_the_morning(desk: Desk, viewport: dict[str, int]):
    await resident(desk, "wide-awake")
    await resident(desk, "asleep", "20:00-08:00")
    number = await add(desk)
    desk.site.clock.passes(**NIGHT)
    visit = await desk.signs_in(await desk.member(Role.EDITOR, "Ann"), f"{PATH}/{number}", viewport=viewport)
    page = visit.page
    both = "Eine Nachricht geht an 2 Personen: 1 gleich, 1 morgen um 08:00 Uhr (Ruhezeit der Person)."
    await page.get_by_label(f"Ja, absagen. {both}").check()
    await press(page, "Absagen")
    status = page.get_by_role("status")
    await expect(status).to_contain_text("Abgesagt. Sieben Tage lang")
    await expect(status).to_contain_text(both)
    await expect(page.get_by_text("zehn Minuten")).to_have_count(0)
    await shot(page, f"cancelled-{viewport['width']}")
    await check(visit)
    await press(page, "Wieder ansetzen")
    await expect(status).to_contain_text("Die Menschen wissen es so, wie es jetzt ist. Es geht keine Nachricht hinaus.")
    await expect(page.locator(".state")).to_contain_text("bekanntgegeben")


async def test_what_was_moved_is_still_moved_after_it_was_cancelled_and_restored(desk: Desk):
    await resident(desk, "wide-awake")
    number = await add(desk)
    page = (await desk.signs_in(await desk.member(Role.EDITOR, "Ann"), f"{PATH}/{number}")).page
    await page.locator("#start").fill("10.12.2026 18:00")
    await press(page, "Verschieben")
    await expect(page.get_by_role("status")).to_contain_text("Eine Nachricht geht um 12:10 Uhr an eine Person.")
    moved = await row_of(desk, number)
    assert (moved.starts, moved.ends) == (berlin("2026-12-10 18:00"), berlin("2026-12-10 20:00"))
    await beat(desk, minutes=11)
    await page.get_by_label("Ja, absagen").check()
    await press(page, "Absagen")
    await beat(desk, minutes=1)
    await page.reload()
    await press(page, "Wieder ansetzen")
    await expect(page.get_by_role("status")).to_contain_text("dass er doch stattfindet. Eine Nachricht geht")
    await expect(page.locator(".state")).to_contain_text("verschoben")


async def test_in_the_form_the_end_goes_along_as_well(desk: Desk):
    number = await add(desk)
    page = (await desk.signs_in(await desk.member(Role.EDITOR, "Ann"), f"{PATH}/{number}/edit")).page
    await page.get_by_label("Beginn (nötig)").fill("9.12.2026 10:00")
    await press(page, "Speichern")
    await expect(page.get_by_role("status")).to_contain_text("Gespeichert.")
    assert (await row_of(desk, number)).ends == berlin("2026-12-09 12:00")


async def test_the_consultation_before_a_revision_keeps_its_year(desk: Desk):
    page = (await desk.signs_in(await desk.member(Role.EDITOR, "Ann"), PATH)).page
    link = page.get_by_role("link", name="Beteiligung vor der Fortschreibung").first
    year = (await link.inner_text()).split()[-2]
    await link.click()
    await expect(page.get_by_label("Titel (nötig)")).to_have_value(
        f"Beteiligung zur Fortschreibung der Strategie {year}"
    )


async def test_a_decision_says_who_hears_it_and_when_and_a_step_back_keeps_the_project(desk: Desk):
    author = await resident(desk, "ann", "20:00-08:00")
    friend = await resident(desk, "friend")
    id = await an_idea(desk, stage=Stage.PUBLIC, author=author)
    async with desk.app.database.writing() as session:
        await supporters.join(session, await ideas.numbered(session, id), friend, desk.now)
        await lifelines.keep_template(session, "Ufer", REASONED)
    desk.site.clock.passes(**NIGHT)
    page = (await desk.signs_in(await desk.member(Role.MODERATOR, "Anna"), f"/team/ideas/{id}")).page
    await page.get_by_text("Entscheiden", exact=True).first.click()
    form = page.locator("form[action$='/act/decide']")
    assert "Solarbänke" in " ".join(
        await page.locator("#known-part option").evaluate_all("all => all.map(each => each.value)")
    )
    await form.get_by_label("Entscheidung").select_option("will-be-done")
    await form.get_by_label("Oder eine Vorlage").select_option(label="Ufer")
    await form.get_by_label("Oder ein Tag").fill("2027-04-30")
    await form.get_by_role("button", name="Entscheiden").click()
    await expect(page.get_by_role("alert")).to_be_focused()
    await shot(page, "decide-mistake")
    form = page.locator("form[action$='/act/decide']")
    assert await form.get_by_label("Oder eine Vorlage").locator("option:checked").inner_text() == "Ufer"
    await expect(form.get_by_label("Oder ein Tag")).to_have_value("2027-04-30")
    await form.get_by_label("Projekt oder Maßnahme").fill("Ufer gestalten")
    await form.get_by_role("button", name="Entscheiden").click()
    await expect(page.get_by_role("status")).to_contain_text("Getan.")
    await expect(page.get_by_role("status")).to_contain_text("morgen um 08:00 Uhr (Ruhezeit der Person oder")
    await shot(page, "decided")
    decided = await row(desk, id)
    assert (decided.answer, decided.when, decided.part_of) == (REASONED, "30. April 2027", "Ufer gestalten")
    await page.get_by_text("Zurücksetzen", exact=True).first.click()
    form = page.locator("form[action$='/act/set_back']")
    await form.get_by_label("Text", exact=True).fill("Das Geld ist anders verplant, wir prüfen neu.")
    await form.get_by_role("button", name="Zurücksetzen").click()
    await expect(page.get_by_role("status")).to_contain_text("Die Verbindung mit „Ufer gestalten“ bleibt.")
    assert (await row(desk, id)).part_of == "Ufer gestalten"


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
async def test_a_contest_is_seen_as_residents_read_it_before_it_is_saved(desk: Desk, viewport: dict[str, int]):
    visit = await desk.signs_in(await desk.member(Role.MODERATOR, "Anna"), "/team/contests/new", viewport=viewport)
    page = visit.page
    await page.get_by_label("Titel (nötig)").fill("Gera blüht")
    await page.get_by_label("Worum es geht, wer").first.fill("Ideen für grüne Höfe.")
    await page.get_by_label("Offen ab (nötig)").fill("2026-12-01T08:00")
    await page.get_by_label("Geschlossen ab (nötig)").fill("2026-12-31T23:59")
    await page.get_by_role("textbox", name="Preise").fill("Ein Baum\nEine Bank")
    await press(page, "Vorschau")
    await expect(page.get_by_role("article")).to_contain_text("Gera blüht")
    await expect(page.get_by_role("article")).to_contain_text("Ein Baum; Eine Bank")
    await expect(page.get_by_text("Gespeichert ist noch nichts.")).to_be_visible()
    await expect(page.get_by_label("Titel (nötig)")).to_have_value("Gera blüht")
    await shot(page, f"contest-{viewport['width']}")
    await check(visit)
    await press(page, "Speichern")
    await expect(page.get_by_role("status")).to_contain_text("Gespeichert.")
    await expect(page.get_by_role("article")).to_contain_text("Ideen für grüne Höfe.")
