"""Journey S5: staff make an event in the chat, announce it, move it, call it off, restore it, and tell its results."""

from datetime import timedelta

from sqlalchemy import select

from bot.events import running
from storage import events, registrations
from storage.audit import AuditRow
from storage.event_drafts import EventDraftRow
from storage.events import EventRow
from storage.registrations import Standing
from storage.staff import Role
from tests.events.calendar import berlin
from tests.fakes.telegram.people import Person
from tests.newsroom import Newsroom
from tests.pushes import rows_of, send_due


async def beat(newsroom: Newsroom, moment: str) -> None:
    city = newsroom.city
    city.clock.passes(seconds=(berlin(moment) - city.clock.now()).total_seconds())
    await city.beats("reminders")
    await send_due(city.apps[0])


async def row_of(newsroom: Newsroom, number: int = 1) -> EventRow:
    async with newsroom.app.database.reading() as session:
        row = await events.look_at(session, number)
    assert row
    return row


async def deeds_of(newsroom: Newsroom) -> list[str]:
    async with newsroom.app.database.reading() as session:
        rows = await session.scalars(select(AuditRow).where(AuditRow.deed.startswith("event")).order_by(AuditRow.id))
        return [row.deed.partition(".")[2] for row in rows]


async def makes_a_workshop(newsroom: Newsroom, ann: Person, start: str = "Mi 9.12. 17:30 bis 19:30") -> None:
    await newsroom.says(ann, "/termin")
    await newsroom.presses(ann, "Neuer Termin")
    await newsroom.presses(ann, "Workshop")
    await newsroom.says(ann, "Werkstatt Mobilität")
    await newsroom.presses(ann, "Überspringen")  # the text
    await newsroom.says(ann, start)


async def test_a_workshop_from_the_first_word_to_its_results(newsroom: Newsroom):
    ann = await newsroom.member("Beteiligung", Role.EDITOR)
    bea, _ = await newsroom.residents(2, topic="field-mobility", quiet="")
    await fills_every_step(newsroom, ann)
    await is_moved_twice_and_told_once(newsroom, ann, bea)
    await is_called_off_and_restored(newsroom, ann, bea)
    await is_over_with_results(newsroom, ann, bea)
    assert await deeds_of(newsroom) == [
        "planned", "announced", "moved", "moved", "cancelled", "restored", "closed",
    ]  # fmt: skip


async def fills_every_step(newsroom: Newsroom, ann: Person) -> None:
    await makes_a_workshop(newsroom, ann)
    assert "Jetzt steht dort: 09.12.2026 19:30" in ann.messages[-1].text
    await newsroom.presses(ann, "Behalten")
    await newsroom.says(ann, "Rathaus")
    await newsroom.says(ann, "Kornmarkt 12")
    await newsroom.presses(ann, "Ja")  # step-free
    await newsroom.says(ann, "dreißig")
    assert "ganze Zahl" in ann.messages[-1].text
    await newsroom.says(ann, "30")
    await newsroom.presses(ann, "Ja")  # an interpreter
    await newsroom.presses(ann, "Überspringen")  # languages
    await newsroom.says(ann, "6")
    assert (await row_of_draft(newsroom))["topics"] == "field-mobility"
    await newsroom.presses(ann, "Zur Übersicht")
    preview, review = ann.messages[-2], ann.messages[-1]
    assert "Mittwoch, 9. Dezember 2026, 17:30 bis 19:30 Uhr" in preview.text
    assert "Stufenlos erreichbar" in preview.text
    assert "9. Plätze: 30" in review.text
    await newsroom.presses(ann, "Bekanntgeben")
    assert (await row_of(newsroom)).status == "announced"


async def is_moved_twice_and_told_once(newsroom: Newsroom, ann: Person, bea: Person) -> None:
    await moves(newsroom, ann, "Do 10.12. 18:00")
    await beat(newsroom, "2026-11-23 12:05")
    await moves(newsroom, ann, "11.12. 18:00")
    await beat(newsroom, "2026-11-23 12:13")
    (told,) = await bea.hears()
    assert "Mittwoch, 9. Dezember 2026, 17:30 bis 19:30 Uhr" in told.text
    assert "Freitag, 11. Dezember 2026, 18:00 bis 20:00 Uhr" in told.text
    assert (await row_of(newsroom)).sequence >= 3  # both moves are in the calendar


async def is_called_off_and_restored(newsroom: Newsroom, ann: Person, bea: Person) -> None:
    await newsroom.says(ann, "/termin 1")
    await newsroom.presses(ann, "Absagen")
    await newsroom.presses(ann, "Ja, absagen")
    await beat(newsroom, "2026-11-23 12:30")
    (gone,) = await bea.hears()
    assert gone.text.startswith("Fällt aus: Werkstatt Mobilität")
    await newsroom.presses(ann, "Wieder ansetzen")
    await beat(newsroom, "2026-11-23 12:45")
    (back,) = await bea.hears()
    assert back.text.startswith("Findet doch statt: Werkstatt Mobilität")


async def is_over_with_results(newsroom: Newsroom, ann: Person, bea: Person) -> None:
    async with newsroom.app.database.writing() as session:
        await registrations.add(session, 1, f"telegram:{bea.id}", 2, Standing.SEATED, newsroom.city.clock.now())
    await beat(newsroom, "2026-12-10 18:00")
    await bea.hears()  # the reminder
    await beat(newsroom, "2026-12-12 10:00")
    await closes(newsroom, ann)
    await beat(newsroom, "2026-12-12 10:20")
    (results,) = await bea.hears()
    assert results.text.startswith("Ergebnisse: Werkstatt Mobilität")
    assert "Die Radwege am Ufer zuerst." in results.text
    assert "bis Donnerstag, 31. Dezember 2026: Der Plan wird gezeichnet" in results.text
    assert "Sie haben sich dafür angemeldet" in await why(newsroom, bea)
    assert len([row for row in await rows_of(newsroom.city, "workshop:") if row.occasion.endswith(":results")]) == 1


async def row_of_draft(newsroom: Newsroom) -> dict[str, str]:
    async with newsroom.app.database.reading() as session:
        return dict(await session.scalar(select(EventDraftRow.fields)))


async def moves(newsroom: Newsroom, ann: Person, start: str) -> None:
    await newsroom.says(ann, "/termin 1")
    await newsroom.presses(ann, "Verschieben")
    await newsroom.says(ann, start)
    await newsroom.presses(ann, "Zur Übersicht")
    await newsroom.presses(ann, "Speichern")


async def closes(newsroom: Newsroom, ann: Person) -> None:
    await newsroom.says(ann, "/termin 1")
    await newsroom.presses(ann, "Ergebnisse")
    await newsroom.says(ann, "Die Radwege am Ufer zuerst.")
    await newsroom.says(ann, "http://www.gera.de/protokoll")
    assert "https://" in ann.messages[-1].text
    await newsroom.says(ann, "https://www.gera.de/protokoll")
    await newsroom.says(ann, "Der Plan wird gezeichnet")
    await newsroom.says(ann, "31.12.")
    await newsroom.presses(ann, "Zur Übersicht")
    await newsroom.presses(ann, "Speichern")


async def why(newsroom: Newsroom, bea: Person) -> str:
    await newsroom.presses(bea, "Warum bekomme ich das?")
    return bea.messages[-1].text


async def test_a_draft_survives_and_is_kept_or_thrown_away(newsroom: Newsroom):
    ann = await newsroom.member("Beteiligung", Role.EDITOR)
    await makes_a_workshop(newsroom, ann, "31.2. 10:00")
    assert "Diesen Tag gibt es nicht" in ann.messages[-1].text
    await newsroom.says(ann, "Di 9.12. 10:00")
    assert "Wochentag" in ann.messages[-1].text
    await newsroom.presses(ann, "Zurück")
    assert "Text" in ann.messages[-1].text
    await newsroom.says(ann, "/abbrechen")
    await newsroom.presses(ann, "Entwurf behalten")
    await newsroom.says(ann, "was ist die smartcity")  # no form is open any more
    await newsroom.city.stop_app(newsroom.app)
    newsroom.app = await newsroom.city.start_app()
    await newsroom.says(ann, "/termin")
    assert "Ihr Entwurf 1: Werkstatt Mobilität" in ann.messages[-1].text
    await newsroom.presses(ann, "Entwurf 1")
    assert "Wann beginnt es?" in ann.messages[-1].text
    await newsroom.says(ann, "/abbrechen")
    await newsroom.presses(ann, "Verwerfen")
    await newsroom.says(ann, "/termin")
    assert "Entwurf 1" not in ann.messages[-1].text


async def test_of_two_who_change_the_same_the_second_sees_both_and_nothing_is_lost(newsroom: Newsroom):
    ann = await newsroom.member("Beteiligung", Role.EDITOR)
    bea = await newsroom.member("Leitung", Role.PUBLISHER)
    await makes_a_workshop(newsroom, ann)
    await newsroom.presses(ann, "Zur Übersicht")
    await newsroom.presses(ann, "Speichern")
    for person, place in ((ann, "Rathaus"), (bea, "Bibliothek")):
        await newsroom.says(person, "/termin 1")
        await newsroom.presses(person, "Ändern")
        await newsroom.says(person, "6")
        await newsroom.says(person, place)
    await newsroom.says(bea, "9")
    await newsroom.says(bea, "25")
    await newsroom.presses(ann, "Speichern")
    assert (await row_of(newsroom)).place == "Rathaus"
    await newsroom.presses(bea, "Speichern")
    assert "Dort steht jetzt: Rathaus" in bea.messages[-1].text
    assert "Sie schreiben: Bibliothek" in bea.messages[-1].text
    assert (await row_of(newsroom)).place == "Rathaus"
    await newsroom.presses(bea, "Meine Fassung")
    await newsroom.presses(bea, "Speichern")
    row = await row_of(newsroom)
    assert (row.place, row.capacity) == ("Bibliothek", 25)


async def test_an_old_button_changes_nothing_and_shows_how_it_is(newsroom: Newsroom):
    ann = await newsroom.member("Beteiligung", Role.EDITOR)
    await makes_a_workshop(newsroom, ann)
    await newsroom.presses(ann, "Zur Übersicht")
    await newsroom.presses(ann, "Speichern")
    await newsroom.presses(ann, "Bekanntgeben")
    await ann.forges_press("1:staffevent:1:0:cancelled")
    await ann.hears(2)
    assert "inzwischen geändert" in ann.messages[-2].text
    assert (await row_of(newsroom)).status == "announced"


async def test_the_day_of_a_revision_is_fixed_and_its_consultation(newsroom: Newsroom):
    ann = await newsroom.member("Strategie", Role.PUBLISHER)
    await newsroom.says(ann, "/termin")
    assert "Fortschreibung 2026: Tag noch nicht bekannt" in ann.messages[-1].text
    await newsroom.presses(ann, "Fortschreibung 2026")
    await newsroom.says(ann, "18.12.2026")
    await newsroom.presses(ann, "Zur Übersicht")
    assert "Fortschreibung der Strategie 2026" in ann.messages[-2].text
    await newsroom.presses(ann, "Bekanntgeben")
    await newsroom.presses(ann, "Beteiligung anlegen")
    await newsroom.says(ann, "1.12.2026 bis 14.12.2026")
    await newsroom.presses(ann, "Zur Übersicht")
    await newsroom.presses(ann, "Bekanntgeben")
    assert (await row_of(newsroom, 2)).kind == "consultation"
    await newsroom.says(ann, "/termin")
    assert "Tag noch nicht bekannt" not in ann.messages[-1].text
    bob = await newsroom.city.known_person("Bob")
    await newsroom.says(bob, "wann ist die nächste fortschreibung")
    assert "Freitag, 18. Dezember 2026" in bob.messages[-1].text


async def test_what_nobody_knew_of_is_thrown_away_and_can_be_taken_back(newsroom: Newsroom):
    ann = await newsroom.member("Beteiligung", Role.EDITOR)
    await makes_a_workshop(newsroom, ann)
    await newsroom.presses(ann, "Zur Übersicht")
    await newsroom.presses(ann, "Speichern")
    await newsroom.presses(ann, "Absagen")
    await newsroom.presses(ann, "Ja, absagen")
    await newsroom.says(ann, "/termin")
    assert "Werkstatt" not in ann.messages[-1].text
    await newsroom.says(ann, "/termin 1")
    await newsroom.presses(ann, "Wieder ansetzen")
    assert "geplant, nur das Team weiß davon" in ann.messages[-1].text
    async with newsroom.app.database.writing() as session:
        row = await events.numbered(session, 1)
        assert row
        row.called_off = newsroom.city.clock.now() - running.RESTORED_WITHIN - timedelta(seconds=1)
    await newsroom.city.beats("retention")
    async with newsroom.app.database.reading() as session:
        assert await events.look_at(session, 1) is None
