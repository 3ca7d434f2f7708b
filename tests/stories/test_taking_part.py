"""A resident takes part in a workshop: seat, file, reminder, new date, cancelled, and the next one gets the seat."""

from dataclasses import replace
from datetime import timedelta

from bot.events import deeds
from bot.events.event import Status
from bot.events.rows import from_row
from storage import events, registrations
from tests.events.calendar import an_event, berlin
from tests.pushes import send_due


async def workshop(city, start: str = "2026-12-09 17:30", **values) -> int:
    preset = {"uid": "w1", "capacity": 1, "topics": frozenset({"field-mobility"}), "step_free": True}
    async with city.apps[0].database.writing() as session:
        return (await deeds.add(session, an_event(start, **preset | values), city.clock.now())).id


async def change(city, number: int, **values) -> None:
    async with city.apps[0].database.writing() as session:
        row = await events.numbered(session, number)
        assert row
        await deeds.change(session, row, replace(from_row(row), **values), city.clock.now())


async def beat(city, moment: str) -> None:
    city.clock.passes(seconds=(berlin(moment) - city.clock.now()).total_seconds())
    await city.beats("reminders")
    await city.beats("waiting lists")
    await send_due(city.apps[0])


async def press(person, label: str, count: int = 1):
    await person.presses(label)
    return await person.hears(count)


def calendar(file) -> str:
    """The calendar file as lines that are not folded."""
    return file.file.decode().replace("\r\n ", "")


async def registers(person, people: str = "1 Person") -> list:
    """Asks, says how many, needs nothing, leaves the reminder as it is."""
    await person.says("wann ist der nächste workshop mobilität")
    await person.hears()
    await press(person, "Anmelden")
    return await press(person, people, 2)


async def books(ann) -> None:
    """From the question to the file."""
    await ann.says("wann ist der nächste workshop mobilität")
    (card,) = await ann.hears()
    assert "Mittwoch, 9. Dezember 2026, 17:30 bis 19:30 Uhr" in card.text
    assert "Stufenlos erreichbar." in card.text
    assert "Plätze: 1 von 1 frei." in card.text
    assert card.buttons == ["Anmelden", "Erinnern", "Kalenderdatei", "Teilen", "Alle Termine"]
    (asked,) = await press(ann, "Anmelden")
    assert asked.buttons == ["1 Person", "Zum Termin"]  # no more than there are seats
    seated, needs = await press(ann, "1 Person", 2)
    assert "Sie sind angemeldet: 1 Person." in seated.text
    assert "Ihr Code für den Eingang" in seated.text
    assert needs.buttons == ["Gebärdensprache", "Stufenloser Zugang", "Kinderbetreuung", "Weiter"]
    (needs,) = await press(ann, "Gebärdensprache")
    assert "Gewählt: Gebärdensprache." in needs.text
    (times,) = await press(ann, "Weiter")
    assert times.buttons == ["1 Woche vorher", "✓ 1 Tag vorher", "2 Stunden vorher", "Fertig"]
    (times,) = await press(ann, "2 Stunden vorher")
    summary, file = await press(ann, "Fertig", 2)
    assert summary.text.startswith("Sie sind angemeldet")
    assert "Ich erinnere Sie: 1 Tag vorher, 2 Stunden vorher." in summary.text
    assert "Gewählt: Gebärdensprache." in summary.text
    assert "UID:w1@smartcity.gera.de" in calendar(file)
    assert "SEQUENCE:0" in calendar(file)


async def hears_of_the_new_date_once(city, number: int, ann) -> None:
    later = berlin("2026-12-11 17:30")
    await change(city, number, start=later, end=later + timedelta(hours=2))
    await beat(city, "2026-12-08 17:35")
    await ann.hears_nothing()  # it settles first
    await beat(city, "2026-12-08 17:46")
    moved, file = await ann.hears(2)
    assert "Bisher:\nMittwoch, 9. Dezember 2026" in moved.text
    assert "Neu:\nFreitag, 11. Dezember 2026" in moved.text
    assert moved.buttons == ["Ich kann noch", "Absagen", "Warum bekomme ich das?"]
    assert "UID:w1@smartcity.gera.de" in calendar(file)
    assert "SEQUENCE:1" in calendar(file)
    await beat(city, "2026-12-08 18:30")
    await ann.hears_nothing()
    (still,) = await press(ann, "Ich kann noch")
    assert still.text == "Danke. Ihre Anmeldung bleibt."


async def gives_the_seat_on(city, ann, bob) -> None:
    (ask,) = await press(ann, "Absagen")
    assert ask.buttons == ["Ja, absagen", "Nein, behalten"]
    (left,) = await press(ann, "Ja, absagen")
    assert left.text.startswith("Abgesagt: Werkstatt Mobilität.")
    await beat(city, "2026-12-08 18:31")
    (offer,) = await bob.hears()
    assert offer.text.startswith("Ein Platz für Sie: Werkstatt Mobilität")
    assert "bis Mittwoch, 9. Dezember 2026, 18:30 Uhr" in offer.text
    assert offer.buttons == ["Platz nehmen", "Verzichten", "Warum bekomme ich das?"]
    taken, file = await press(bob, "Platz nehmen", 2)
    assert taken.text.startswith("Sie sind angemeldet")
    assert "SEQUENCE:1" in calendar(file)


async def test_a_resident_takes_part_hears_of_everything_once_and_gives_the_seat_on(city):
    number = await workshop(city)
    ann, bob = await city.known_person("Ann"), await city.known_person("Bob")
    await books(ann)
    full, _ = await registers(bob)
    assert full.text.startswith("Alle Plätze sind vergeben. Sie stehen auf der Warteliste: 1 Person, Stelle 1.")
    (waits,) = await press(bob, "Weiter")
    assert waits.text.startswith("Sie stehen auf der Warteliste")
    await beat(city, "2026-12-08 17:30")
    (reminded,) = await ann.hears()
    assert "Mittwoch, 9. Dezember 2026, 17:30 bis 19:30 Uhr" in reminded.text
    assert "Ihr Code für den Eingang" in reminded.text
    assert reminded.buttons == ["Absagen", "Warum bekomme ich das?"]
    await bob.hears_nothing()
    await hears_of_the_new_date_once(city, number, ann)
    await bob.hears(2)
    await gives_the_seat_on(city, ann, bob)
    async with city.apps[0].database.reading() as session:
        assert await registrations.addresses_with_seat(session, number) == [f"telegram:{bob.id}"]

    await beat(city, "2026-12-10 17:30")
    await ann.hears_nothing()
    (reminded,) = await bob.hears()
    assert "Freitag, 11. Dezember 2026" in reminded.text
    city.clock.passes(hours=11)
    await change(city, number, status=Status.CANCELLED)
    await beat(city, "2026-12-11 07:00")  # in quiet hours, but it is today
    cancelled, file = await bob.hears(2)
    assert cancelled.text.startswith("Fällt aus: Werkstatt Mobilität")
    assert "STATUS:CANCELLED" in calendar(file)
    await ann.hears_nothing()


async def test_who_declines_or_lets_an_offer_end_makes_way_for_the_next(city):
    await workshop(city)
    ann, bob, cem = [await city.known_person(name) for name in ("Ann", "Bob", "Cem")]
    for person in (ann, bob, cem):
        await registers(person)
    await ann.forges_press("1:seat_leave:1")
    await ann.hears()
    await beat(city, "2026-11-23 12:30")
    await bob.hears()
    await press(bob, "Verzichten")
    await beat(city, "2026-11-23 12:31")
    (offer,) = await cem.hears()
    await beat(city, "2026-11-24 12:32")
    (ended,) = await cem.hears()
    assert ended.text.startswith("Angebot abgelaufen")
    await cem.forges_press("1:seat_take:1")
    (late,) = await cem.hears()
    assert "Das Angebot ist abgelaufen" in late.text
    assert offer.text.startswith("Ein Platz für Sie")


async def test_in_a_group_nobody_sees_who_takes_part(city):
    await workshop(city)
    ann = await city.known_person()
    group = city.telegram.group("Lusan", ann)
    group.add(city.telegram.bot)
    await group.hears()
    await registers(ann)
    await ann.says("/termine@gera_bot", in_=group)
    (card,) = await group.hears()
    assert "Alle Plätze sind vergeben." in card.text
    assert "Sie sind angemeldet" not in card.text
    assert card.buttons == ["Anmelden", "Erinnern", "Kalenderdatei", "Teilen"]
    await ann.forges_press("1:join_for:1:1", on=card)
    (private,) = await group.hears()
    assert private.buttons == ["Zu zweit weiter"]
    await ann.says("/start termin_1")
    (own,) = await ann.hears()
    assert "Sie sind angemeldet: 1 Person." in own.text


async def test_what_somebody_registered_for_is_shown_and_goes_with_everything(city):
    number = await workshop(city, capacity=2)
    ann, bob = await city.known_person("Ann"), await city.known_person("Bob")
    await registers(ann, "2 Personen")
    await press(ann, "Stufenloser Zugang")
    await registers(bob)
    await ann.says("/meinedaten")
    (data,) = await ann.hears()
    assert "Werkstatt Mobilität, Mittwoch, 9. Dezember 2026, Personen: 2" in data.text
    assert "bis 7 Tage nach dem Termin: Stufenloser Zugang" in data.text
    await ann.says("/loeschen")
    (asked,) = await ann.hears()
    assert "gehen dabei an die Warteliste: 1" in asked.text
    await press(ann, "Ja, alles löschen")
    await beat(city, "2026-11-23 12:30")
    (offer,) = await bob.hears()
    assert offer.text.startswith("Ein Platz für Sie")
    async with city.apps[0].database.reading() as session:
        assert (await registrations.counts(session, number)).needs == {}


async def test_a_resident_is_reminded_of_one_event_without_any_subscription(city):
    number = await workshop(city, capacity=None)
    ann = await city.known_person()
    await ann.says("/termine")
    (card,) = await ann.hears()
    assert "Eine Anmeldung ist nicht nötig." in card.text
    assert "Anmelden" not in card.buttons
    (times,) = await press(ann, "Erinnern")
    assert "Ich erinnere Sie: 1 Tag vorher." in times.text
    await press(ann, "1 Woche vorher")
    (times,) = await press(ann, "✓ 1 Tag vorher")
    assert "Ich erinnere Sie: 1 Woche vorher." in times.text
    await beat(city, "2026-12-02 17:30")
    (reminded,) = await ann.hears()
    assert reminded.buttons == ["Erinnerung ändern", "Warum bekomme ich das?"]
    (why,) = await press(ann, "Warum bekomme ich das?")
    assert "Sie wollten an diesen Termin erinnert werden." in why.text
    await change(city, number, status=Status.CANCELLED)
    await beat(city, "2026-12-02 17:31")
    (cancelled,) = await ann.hears()
    assert cancelled.text.startswith("Fällt aus")
    await beat(city, "2026-12-09 15:30")
    await ann.hears_nothing()


async def test_who_comes_too_late_for_a_reminder_gets_all_at_once(city):
    await workshop(city, "2026-11-23 13:00", capacity=5)
    ann = await city.known_person()
    await registers(ann)
    summary, _ = await press(ann, "Weiter", 2)
    assert "Für eine Erinnerung ist es zu spät" in summary.text
    await beat(city, "2026-11-23 12:30")
    await ann.hears_nothing()
    city.clock.passes(hours=1)
    await ann.forges_press("1:join_for:1:2")
    (begun,) = await ann.hears()
    assert "hat schon begonnen" in begun.text


async def test_one_word_is_enough_to_get_to_what_one_registered_for(city):
    await workshop(city)
    ann = await city.known_person()
    await ann.says("absagen")
    (none,) = await ann.hears()
    assert "für keinen Termin angemeldet" in none.text
    await registers(ann)
    await ann.says("Abmelden.")
    (ask,) = await ann.hears()
    assert ask.text.startswith("Möchten Sie absagen? Werkstatt Mobilität")
    await ann.says("Meine Termine")
    (mine,) = await ann.hears()
    assert mine.text.startswith("Meine Termine")
    assert "Sie sind angemeldet: 1 Person." in mine.text
    assert mine.buttons == ["09.12. Werkstatt Mobili…", "Erinnerungen", "Alle Termine"]
    await ann.says("Stopp")
    (stopped,) = await ann.hears()
    assert "Alles ist abgestellt." in stopped.text


async def test_stopping_ends_reminders_but_not_the_word_that_an_event_is_cancelled(city):
    number = await workshop(city)
    ann = await city.known_person()
    await registers(ann)
    await ann.says("/stopp")
    (stopped,) = await ann.hears()
    assert "Sie sind noch für Termine angemeldet: 1." in stopped.text
    await beat(city, "2026-12-08 17:30")
    await ann.hears_nothing()
    await change(city, number, status=Status.CANCELLED)
    await beat(city, "2026-12-08 17:31")
    await ann.hears(2)


async def test_times_for_all_events_are_chosen_once(city):
    await workshop(city)
    ann = await city.known_person()
    await ann.says("/abo")
    await ann.hears()
    await press(ann, "Wie oft und wann")
    (times,) = await press(ann, "Erinnerungen")
    assert times.buttons == ["1 Woche vorher", "✓ 1 Tag vorher", "2 Stunden vorher", "Meine Termine"]
    await press(ann, "2 Stunden vorher")
    (times,) = await press(ann, "✓ 1 Tag vorher")
    assert "Ich erinnere Sie: 2 Stunden vorher." in times.text
    (mine,) = await press(ann, "Meine Termine")
    assert "Sie haben sich für nichts angemeldet." in mine.text
    await registers(ann)
    (times,) = await press(ann, "Weiter")
    assert "✓ 2 Stunden vorher" in times.buttons
    await ann.says("/meinedaten")
    (data,) = await ann.hears()
    assert "Erinnerungen an alle Termine: 2 Stunden vorher" in data.text
