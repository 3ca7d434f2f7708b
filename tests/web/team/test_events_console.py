"""Journey S5 in the console: from the form to the results; and what goes wrong."""

import re
from datetime import timedelta

import pytest
from playwright.async_api import Page, expect

from bot.events import deeds, running
from storage import events, people, registrations, subscriptions
from storage.deliveries import DeliveryRow
from storage.events import EventRow
from storage.registrations import Standing
from storage.staff import Role
from tests.events.calendar import an_event, berlin
from tests.web.team.desk import Desk
from tests.web.team.test_pages import DESK, PHONE, check

pytestmark = pytest.mark.browser
PATH = "/team/events"


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


async def row_of(desk: Desk, number: int = 1) -> EventRow:
    async with desk.app.database.reading() as session:
        row = await events.look_at(session, number)
    assert row
    return row


async def add(desk: Desk, start: str = "2026-12-09 17:30", **values) -> int:
    async with desk.app.database.writing() as session:
        row = await deeds.add(session, an_event(start, uid=f"u{start}", **values), desk.now)
        return row.id


async def heard(desk: Desk, address: str) -> list[str]:
    return await desk.heard(address)


async def beat(desk: Desk, **passes: float) -> None:
    desk.site.clock.passes(**passes)
    (tick,) = [tick for tick in desk.app.schedule.ticks if tick.name == "reminders"]
    await tick.beat()
    await desk.app.post_office.run()


async def test_from_the_form_to_the_results(desk: Desk):
    (bea,) = await desk.residents(1, topic="field-mobility")
    page = (await desk.signs_in(await desk.member(Role.EDITOR, "Beteiligung"), PATH)).page
    await writes(page)
    await looks_and_announces(page, desk)
    await moves_and_cancels_and_restores(page, desk, bea)
    await checks_in(page, desk, bea)
    await closes(desk, bea)


async def writes(page: Page) -> None:
    await page.get_by_role("link", name="Neuer Termin").click()
    await page.get_by_label("Titel (nötig)").fill("Werkstatt Mobilität")
    await page.get_by_label("Beginn (nötig)").fill("31.2. 10:00")
    await page.get_by_label("Plätze").fill("viele")
    await page.get_by_label("Link").fill("gera.de")
    await press(page, "Speichern")
    await expect(page.get_by_role("alert")).to_contain_text("3 Angaben brauchen eine Änderung")
    await expect(page.get_by_label("Titel (nötig)")).to_have_value("Werkstatt Mobilität")
    await expect(page.locator("#start-wrong")).to_contain_text("Diesen Tag gibt es nicht")
    await page.get_by_label("Beginn (nötig)").fill("Mi 9.12. 17:30 bis 19:30")
    await page.get_by_label("Plätze").fill("30")
    await page.get_by_label("Link").fill("https://www.gera.de/werkstatt")
    await page.get_by_label("Stufenlos").select_option("ja")
    await page.get_by_text("Themen wählen").click()
    await page.get_by_label("Handlungsfeld Mobilität").check()
    await page.get_by_text("Pilotprojekte und Maßnahmen wählen").click()
    await page.get_by_label("Mobilitätsinsel").check()
    await page.get_by_label("Ideen", exact=True).fill("I-388")


async def looks_and_announces(page: Page, desk: Desk) -> None:
    await page.get_by_label("Titel (Englisch)").fill("Mobility workshop")
    await press(page, "Vorschau")
    await expect(page.get_by_role("article", name="Deutsch")).to_contain_text("Mittwoch, 9. Dezember 2026, 17:30 bis")
    await expect(page.get_by_role("article", name="Englisch")).to_contain_text("Wednesday, 9 December 2026")
    await expect(page.get_by_text("Der Ort fehlt noch.")).to_be_visible()
    await press(page, "Speichern")
    await expect(page.get_by_role("status")).to_contain_text("Gespeichert")
    await expect(page.get_by_text("Ideen dazu: I-388").first).to_be_visible()
    assert (await row_of(desk)).status == "planned"
    await press(page, "Bekanntgeben")
    await expect(page.get_by_role("status")).to_contain_text("Bekanntgegeben")


async def moves_and_cancels_and_restores(page: Page, desk: Desk, bea: str) -> None:
    await page.locator("#start").fill("8.12.2026 18:00")
    await page.locator("#end").fill("7.12.2026 18:00")
    await press(page, "Verschieben")
    await expect(page.locator("#end-wrong")).to_contain_text("Das Ende liegt vor dem Beginn")
    await page.locator("#end").fill("20:00")
    await press(page, "Verschieben")
    await expect(page.get_by_role("status")).to_contain_text("Verschoben")
    await beat(desk, minutes=11)
    assert len(await heard(desk, bea)) == 1

    await page.get_by_label("Ja, absagen").check()
    await press(page, "Absagen")
    await expect(page.get_by_role("status")).to_contain_text("Abgesagt")
    await press(page, "Wieder ansetzen")
    await expect(page.get_by_role("status")).to_contain_text("Wieder angesetzt")
    await beat(desk, minutes=11)
    assert len(await heard(desk, bea)) == 1  # called off and on again within ten minutes: nothing to tell


async def checks_in(page: Page, desk: Desk, bea: str) -> None:
    async with desk.app.database.writing() as session:
        row = await registrations.add(session, 1, bea, 2, Standing.SEATED, desk.now)
        await registrations.set_needs(session, row.id, ["sign-language"])
        code = row.code
    await page.reload()
    await expect(page.get_by_text("2 angemeldet von 30 Plätzen")).to_be_visible()
    await expect(page.get_by_text("Gebärdensprache: 1")).to_be_visible()
    await page.get_by_label("Code an der Tür").fill(code.lower())
    await press(page, "Eintragen")
    await expect(page.get_by_role("status")).to_contain_text("Eingetragen. Personen: 2")


async def closes(desk: Desk, bea: str) -> None:
    desk.site.clock.passes(seconds=(berlin("2026-12-09 10:00") - desk.now).total_seconds())
    page = (await desk.signs_in(await desk.member(Role.EDITOR, "Zweite"), f"{PATH}/1")).page
    await page.get_by_role("link", name="Ergebnisse schreiben").click()
    await page.get_by_label("Link zum Protokoll").fill("http://www.gera.de/p")
    await page.get_by_label("Wie es weitergeht").fill("Der Plan wird gezeichnet")
    await press(page, "Abschließen und benachrichtigen")
    await expect(page.get_by_role("alert")).to_contain_text("3 Angaben")
    await page.get_by_label("Ergebnisse", exact=True).fill("Die Radwege zuerst.")
    await page.get_by_label("Link zum Protokoll").fill("https://www.gera.de/p")
    await page.get_by_label("Bis wann").fill("31.12.2026")
    await press(page, "Abschließen und benachrichtigen")
    await expect(page.get_by_role("status")).to_contain_text("Die Ergebnisse stehen am Termin")
    await beat(desk, minutes=1)
    assert "bis Donnerstag, 31. Dezember 2026: Der Plan wird gezeichnet" in (await heard(desk, bea))[-1]
    await page.reload()
    await expect(page.get_by_role("cell", name="Ergebnisse")).to_be_visible()


async def test_two_forms_of_one_event_are_merged_and_conflicts_shown(desk: Desk):
    number = await add(desk)
    ann = (await desk.signs_in(await desk.member(Role.EDITOR, "Ann"), f"{PATH}/{number}/edit")).page
    bea = (await desk.signs_in(await desk.member(Role.EDITOR, "Bea"), f"{PATH}/{number}/edit")).page
    await ann.get_by_label("Ort", exact=True).fill("Bibliothek")
    await press(ann, "Speichern")
    await bea.get_by_label("Plätze").fill("25")
    await bea.get_by_label("Ort", exact=True).fill("Museum")
    await press(bea, "Speichern")
    await expect(bea.get_by_role("alert")).to_contain_text("Jetzt steht dort „Bibliothek“, Sie schreiben „Museum“")
    await expect(bea.get_by_label("Plätze")).to_have_value("25")
    await press(bea, "Speichern")
    row = await row_of(desk, number)
    assert (row.place, row.capacity) == ("Museum", 25)
    await ann.goto(desk.site.url + f"{PATH}/{number}/edit")
    await bea.goto(desk.site.url + f"{PATH}/{number}/edit")
    await ann.get_by_label("Sprachen").fill("Deutsch")
    await press(ann, "Speichern")
    await bea.get_by_label("Plätze").fill("26")
    await press(bea, "Speichern")
    await expect(bea.get_by_role("status")).to_contain_text("Jemand anderes hatte inzwischen andere Angaben")
    row = await row_of(desk, number)
    assert (row.languages, row.capacity) == ("Deutsch", 26)


async def test_an_old_page_changes_nothing(desk: Desk):
    number = await add(desk)
    member = await desk.member(Role.EDITOR, "Ann")
    page = (await desk.signs_in(member, f"{PATH}/{number}")).page
    async with desk.app.database.writing() as session:
        row = await events.numbered(session, number)
        await running.cancel(session, member, row, desk.now)
    await page.get_by_label("Ja, absagen").check()
    await press(page, "Absagen")
    await expect(page.get_by_role("alert")).to_contain_text("inzwischen geändert")


async def test_lapsed_reminders_are_shown_with_their_reason(desk: Desk):
    number = await add(desk, "2026-11-24 12:30")
    async with desk.app.database.writing() as session:
        people.add(session, "browser:late", desk.now, 1.0)
        await subscriptions.subscribe(session, "browser:late", "all", "test", desk.now)
    await beat(desk)
    await beat(desk, hours=30)
    page = (await desk.signs_in(await desk.member(Role.EDITOR, "Ann"), f"{PATH}/{number}")).page
    await expect(page.get_by_role("row", name=re.compile("einen Tag vorher"))).to_contain_text("hatte schon begonnen")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
async def test_axe_finds_nothing_on_any_page(desk: Desk, viewport: dict[str, int], scheme: str):
    await add(desk, "2026-12-09 17:30", capacity=30, topics=frozenset({"field-mobility"}))
    await add(desk, "2026-11-20 17:30")
    desk.site.clock.passes(seconds=1)
    member = await desk.member(Role.EDITOR, "Beteiligung, Strategie und Stadtentwicklung")
    visit = await desk.signs_in(member, PATH, viewport=viewport, color_scheme=scheme)
    for path in ["", "/new", "/1", "/1/edit", "/2", "/2/results", "/import", "/rehearsal", "/1?done=unsure",
                 "/rehearsal?day=8.12.&topic=all&lead=P1D&language=de&quiet=", "/rehearsal?day=bald"]:  # fmt: skip
        await visit.page.goto(desk.site.url + PATH + path)
        await check(visit)
    await visit.page.goto(desk.site.url + f"{PATH}/new")
    await press(visit.page, "Speichern")
    await expect(visit.page.get_by_role("alert")).to_be_visible()
    await check(visit)


async def test_a_rehearsal_shows_what_a_persona_would_get_and_changes_nothing(desk: Desk):
    await add(desk, "2026-12-09 17:30", topics=frozenset({"field-mobility"}))
    page = (await desk.signs_in(await desk.member(Role.EDITOR, "Ann"), f"{PATH}/rehearsal")).page
    before = await row_of(desk)
    await page.get_by_label("Tag", exact=True).fill("8.12.")
    await page.get_by_label("eine Woche vorher").check()
    await page.get_by_label("Sprache", exact=True).select_option("en")
    await press(page, "Ansehen")
    await expect(page.get_by_role("heading", level=2)).to_have_text("Dienstag, 8. Dezember 2026: 1 Nachricht")
    await expect(page.get_by_role("article")).to_contain_text("17:30 Uhr: Erinnerung")
    await expect(page.get_by_role("article")).to_contain_text("Wednesday, 9 December 2026")
    await expect(page.get_by_label("eine Woche vorher")).to_be_checked()
    await page.get_by_label("Tag", exact=True).fill("2.12.")
    await press(page, "Ansehen")
    await expect(page.get_by_role("article")).to_have_count(1)
    await page.get_by_label("Tag", exact=True).fill("3.12.")
    await press(page, "Ansehen")
    await expect(page.get_by_text("keine Nachricht zu einem Termin")).to_be_visible()
    after = await row_of(desk)
    assert (before.sequence, before.changed, before.told_at) == (after.sequence, after.changed, after.told_at)
    async with desk.app.database.reading() as session:
        assert await session.scalar(DeliveryRow.__table__.select()) is None
    assert after.edited <= desk.now + timedelta(seconds=1)
