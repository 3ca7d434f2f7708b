"""Offers of seats to whoever has blocked the assistant."""

from bot.events.registering import Result
from storage import people
from tests.events.test_registering import Room, room  # noqa: F401


async def loses(room: Room, name: str, *, until_back: bool = False) -> None:  # noqa: F811
    """Somebody blocks the assistant, or is back."""
    async with room.database.writing() as session:
        await people.set_reachable(session, f"telegram:{name}", None if until_back else room.clock.now())


async def test_an_offer_that_nobody_hears_goes_to_the_next_at_once_and_no_beat_comes_back_to_it(room: Room):  # noqa: F811
    await room.opens(1)
    for name in ("ann", "bob", "cem"):
        await room.comes(name)
    await room.leaves("ann")
    assert await room.stands() == {"bob": "offered 1", "cem": "waiting 1"}
    await loses(room, "bob")
    await room.list.run()
    assert await room.stands() == {"bob": "waiting 1", "cem": "offered 1"}
    room.clock.passes(hours=25)
    for _ in range(3):
        await room.list.run()
    assert await room.stands() == {"bob": "waiting 1"}, "bob keeps the place, but nothing is offered to nobody"
    assert [said for said in await room.said() if "offer" in said] == ["bob offer:1", "cem offer:1"]
    async with room.database.reading() as session:
        assert not await room.list._is_due(session, room.number), "no beat writes for whoever is not there"
    await loses(room, "bob", until_back=True)
    await room.list.run()
    assert await room.stands() == {"bob": "offered 1"}
    assert await room.takes("bob") is Result.SEATED
