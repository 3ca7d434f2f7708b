"""Registrations as rows: sums, codes at the door, what is forgotten."""

from datetime import timedelta

from storage import events, registrations
from storage.database import Database, Session
from storage.registrations import LETTERS, CheckedIn, CheckIn, RegistrationRow, Standing
from tests.city import NOON

ANN, BOB, CEM = "telegram:1", "telegram:2", "browser:3"


async def an_event(session: Session, uid: str = "w1", **values) -> int:
    preset = {
        "uid": uid, "kind": "workshop", "status": "announced", "topics": [], "starts": NOON + timedelta(days=9),
        "ends": NOON + timedelta(days=9, hours=2), "zone": "Europe/Berlin", "capacity": 5, "words": {},
    }  # fmt: skip
    return (await events.add(session, preset | values, NOON)).id


async def three(database: Database) -> tuple[int, list[RegistrationRow]]:
    async with database.writing() as session:
        event = await an_event(session)
        rows = [
            await registrations.add(session, event, address, people, state, NOON)
            for address, people, state in (
                (ANN, 3, Standing.SEATED), (BOB, 2, Standing.OFFERED), (CEM, 4, Standing.WAITING),
            )
        ]  # fmt: skip
        await registrations.set_needs(session, rows[0].id, ["step-free", "sign-language"])
        await registrations.set_needs(session, rows[1].id, ["step-free"])
        await registrations.set_needs(session, rows[2].id, ["step-free"])
    return event, rows


async def test_the_sums_of_an_event(database: Database):
    event, _ = await three(database)
    async with database.reading() as session:
        counted = await registrations.counts(session, event)
        assert await registrations.addresses_with_seat(session, event) == [ANN]
        nobody = await registrations.counts(session, 4711)
    assert (counted.registered, counted.taken, counted.waiting, counted.checked_in) == (3, 5, 4, 0)
    assert counted.needs == {"sign-language": 1, "step-free": 2}
    assert (nobody.registered, nobody.taken, nobody.waiting, nobody.needs, nobody.checked_in) == (0, 0, 0, {}, 0)


async def test_a_code_opens_the_door_once(database: Database):
    event, (ann, bob, _) = await three(database)
    later = NOON + timedelta(minutes=5)
    assert len(ann.code) == 5
    assert set(ann.code) <= set(LETTERS)
    typed = f" {ann.code[:2]} {ann.code[2:].lower()} "
    async with database.writing() as session:
        assert await registrations.check_in(session, event, typed, NOON) == CheckedIn(
            outcome=CheckIn.DONE, people=3, at=NOON
        )
        assert await registrations.check_in(session, event, ann.code, later) == CheckedIn(
            outcome=CheckIn.AGAIN, people=3, at=NOON
        )
        assert (await registrations.check_in(session, event, bob.code, later)).outcome is CheckIn.NO_SEAT
        assert (await registrations.check_in(session, event, "", later)).outcome is CheckIn.UNKNOWN
        assert (await registrations.check_in(session, 4711, ann.code, later)).outcome is CheckIn.UNKNOWN
        assert (await registrations.counts(session, event)).checked_in == 3


async def test_needs_go_seven_days_and_registrations_later(database: Database):
    event, _ = await three(database)
    over = NOON + timedelta(days=9, hours=2)
    async with database.writing() as session:
        await registrations.forget_needs(session, before=over)
        assert (await registrations.counts(session, event)).needs
        await registrations.forget_needs(session, before=over + timedelta(seconds=1))
        assert (await registrations.counts(session, event)).needs == {}
        await registrations.forget(session, before=over)
        assert await registrations.addresses_with_seat(session, event) == [ANN]
        await registrations.forget(session, before=over + timedelta(seconds=1))
        assert await registrations.of_event(session, event) == []


async def test_who_moves_keeps_their_seat_and_who_deletes_gives_it_up(database: Database):
    event, _ = await three(database)
    async with database.writing() as session:
        await registrations.move(session, ANN, "telegram:9")
        await registrations.move(session, CEM, BOB)  # has registered there already
        assert [row.address for row in await registrations.of_event(session, event)] == ["telegram:9", BOB]
        await registrations.forget_person(session, "telegram:9")
        assert [row.address for row in await registrations.of_event(session, event)] == [BOB]
        assert (await registrations.counts(session, event)).needs == {"step-free": 1}
