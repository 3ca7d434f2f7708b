"""An announcement may go to those who take part in an event, beside or instead of subscribers."""

from datetime import timedelta

from bot.announcements.audience import recipients_of
from bot.announcements.office import Office
from bot.announcements.targets import names_of, number_of, short, targets
from bot.events import deeds
from bot.texts import load_texts
from storage import announcements, people, registrations, subscriptions
from storage.database import Database, Session
from storage.registrations import Standing
from tests.city import NOON
from tests.events.calendar import BERLIN, an_event

TEXTBOOK = load_texts()
TEXTS = TEXTBOOK.of("de")
OFFICE = Office(textbook=TEXTBOOK, zone=BERLIN, per_second=25, one_key=False, topics=lambda _: {"pilots": "Piloten"})


async def a_town(session: Session) -> int:
    event = (await deeds.add(session, an_event("2026-12-02 17:30", uid="w1", capacity=5), NOON)).id
    for name, topic in (("ann", ""), ("bob", "pilots"), ("cem", "pilots"), ("dan", "")):
        people.add(session, f"browser:{name}", NOON, tokens=1)
        if topic:
            await subscriptions.subscribe(session, f"browser:{name}", topic, "1", NOON)
    for name, state in (("ann", Standing.SEATED), ("bob", Standing.SEATED), ("dan", Standing.WAITING)):
        await registrations.add(session, event, f"browser:{name}", 1, state, NOON)
    return event


async def test_those_who_take_part_are_reached_each_once(new_database: str):
    database = Database(new_database)
    await database.migrate()
    async with database.writing() as session:
        event = await a_town(session)
        found = {}
        for chosen in ([f"event:{event}"], ["pilots", f"event:{event}"], ["pilots"]):
            row = await announcements.add(
                session, kind="news", state="draft", author=1, again=False, topics=chosen, now=NOON
            )
            found[len(chosen), chosen[0]] = [
                (each.address.partition(":")[2], each.reason) for each in await recipients_of(session, row)
            ]
    assert list(found.values()) == [
        [("ann", "registered"), ("bob", "registered")],
        [("ann", "registered"), ("bob", "registered"), ("cem", "pilots")],
        [("bob", "pilots"), ("cem", "pilots")],
    ]
    await database.close()


async def test_events_are_offered_until_two_weeks_after_they_ended(new_database: str):
    database = Database(new_database)
    await database.migrate()
    async with database.writing() as session:
        key = f"event:{await a_town(session)}"
        empty = await deeds.add(session, an_event("2026-12-03 17:30", uid="w2", capacity=5), NOON)
        offered = {"pilots": "Piloten", key: "Angemeldet 02.12.: Werkstatt Mobilität"}
        assert await targets(session, OFFICE, TEXTS, NOON) == offered
        assert await targets(session, OFFICE, TEXTS, NOON + timedelta(days=23)) == offered
        later = NOON + timedelta(days=24)
        assert await targets(session, OFFICE, TEXTS, later) == {"pilots": "Piloten"}
        named = await names_of(session, OFFICE, TEXTS, [key, "pilots", "gone", f"event:{empty.id}", "event:4711"])
    assert named == [
        offered[key], "Piloten", "gone", "Angemeldet 03.12.: Werkstatt Mobilität", "event:4711",
    ]  # fmt: skip
    await database.close()


def test_an_event_is_known_by_its_number():
    assert [number_of(target) for target in ("event:17", "event:", "event:x", "pilots")] == [17, None, None, None]
    assert len(short("Angemeldet 02.12.: Werkstatt Mobilität")) == 22
