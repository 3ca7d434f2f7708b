"""What somebody wants to be reminded of, event by event."""

from datetime import timedelta

from storage import event_wishes, people, registrations, reminding
from storage.database import Database
from storage.event_wishes import EventWish
from storage.registrations import Standing
from tests.city import NOON
from tests.storage.test_registrations import ANN, BOB, an_event

LATER = NOON + timedelta(hours=1)


async def test_a_choice_replaces_the_one_before_and_what_stays_is_as_old_as_it_was(database: Database):
    async with database.writing() as session:
        event = await an_event(session)
        await event_wishes.choose(session, event, ANN, ["P1D"], NOON)
        await event_wishes.choose(session, event, ANN, ["P1D", "P1W"], LATER)
        assert await event_wishes.of(session, event, ANN) == ["P1D", "P1W"]
        assert await event_wishes.of_all(session) == {ANN: {event: EventWish(leads=["P1D", "P1W"], since=LATER)}}
        await event_wishes.choose(session, event, ANN, ["P1D"], LATER)
        assert await event_wishes.of_all(session) == {ANN: {event: EventWish(leads=["P1D"], since=NOON)}}
        await event_wishes.drop(session, event, ANN, only="none")
        assert await event_wishes.of(session, event, ANN) == ["P1D"]
        await event_wishes.drop(session, event, ANN)
        assert await event_wishes.of(session, event, ANN) == []


async def test_muting_ends_all_wishes_and_silences_what_one_is_registered_for(database: Database):
    async with database.writing() as session:
        first, second = await an_event(session), await an_event(session, "w2")
        await event_wishes.choose(session, first, ANN, ["P1D"], NOON)
        await registrations.add(session, second, ANN, 1, Standing.SEATED, NOON)
        await event_wishes.mute(session, ANN, NOON)
        assert await event_wishes.of(session, first, ANN) == []
        assert await event_wishes.of(session, second, ANN) == ["none"]


async def test_wishes_move_with_their_person_and_the_new_address_comes_first(database: Database):
    async with database.writing() as session:
        first, second = await an_event(session), await an_event(session, "w2")
        for event, address, lead in ((first, ANN, "P1D"), (second, ANN, "P1D"), (second, BOB, "P1W")):
            await event_wishes.choose(session, event, address, [lead], NOON)
        await event_wishes.move(session, ANN, BOB)
        assert await event_wishes.of(session, first, BOB) == ["P1D"]
        assert await event_wishes.of(session, second, BOB) == ["P1W"]
        assert [event.id for event, _ in await event_wishes.of_person(session, BOB)] == [first, second]
        await event_wishes.forget_person(session, BOB)
        assert await event_wishes.of_all(session) == {}


async def test_whoever_registered_or_wishes_is_among_those_who_are_told(database: Database):
    async with database.writing() as session:
        event = await an_event(session)
        for address in (ANN, BOB, "telegram:3"):
            people.add(session, address, NOON, tokens=1)
        await registrations.add(session, event, ANN, 1, Standing.SEATED, NOON)
        await event_wishes.choose(session, event, BOB, ["P1W"], NOON)
        found = {wish.address: wish for wish in await reminding.wishes(session)}
    assert set(found) == {ANN, BOB}
    assert found[ANN].registered == {event: (Standing.SEATED, NOON)}
    assert found[BOB].chosen == {event: EventWish(leads=["P1W"], since=NOON)}
    assert found[ANN].since is None
