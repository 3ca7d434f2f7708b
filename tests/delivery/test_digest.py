"""What was collected leaves together, once, whole, and whatever becomes of the digest becomes of what it carried."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.conversation.words import Link, Picture, Reply, Span, Style
from bot.delivery.accounting import give_up_address
from bot.delivery.digest import LONGEST, Digests, Part, name_of, put_together, units
from bot.delivery.moments import next_digest
from bot.texts import load_texts
from storage import claims, deliveries, occasions, people
from storage.database import Database
from storage.deliveries import DeliveryRow, Planned, State
from tests.city import SetClock
from tests.pushes import BERLIN

TEXTS = load_texts().of("de")
ANN, BOB = "telegram:4711", "telegram:4712"


class Desk:
    """Digests on a real database, and hands that do what a pump does."""

    def __init__(self, url: str) -> None:
        self.clock = SetClock()
        self.database = Database(url)
        self.digests = self.replica(self.database)

    def replica(self, database: Database) -> Digests:
        return Digests(
            database=database, clock=self.clock, zone=BERLIN, textbook=load_texts(), draws={"broken": self.breaks}
        )

    async def breaks(self, *_) -> Reply:
        raise RuntimeError("a bug")

    async def knows(self, *addresses: str) -> None:
        async with self.database.writing() as session:
            for address in addresses:
                people.add(session, address, self.clock.now(), tokens=15)

    async def collects(self, *occasions: str, address: str = ANN, text: str = "Neues", **more) -> None:
        """Something for the next digest."""
        now = self.clock.now()
        rows = [
            Planned(
                occasion=occasion, address=address, kind="news", reason="all", priority=6, collected=True,
                not_before=next_digest(now, BERLIN),
                content=None if occasion.startswith("broken") else Reply(text=f"{text} {occasion}").as_data(), **more,
            )
            for occasion in occasions
        ]  # fmt: skip
        async with self.database.writing() as session:
            await deliveries.plan(session, rows, now)

    async def friday(self) -> None:
        self.clock._now = next_digest(self.clock.now(), BERLIN) + timedelta(seconds=30)
        await self.digests.run()

    async def draws(self) -> dict[str, str]:
        """Claim what is due, draw it, begin to send: the words for each address."""
        async with self.database.writing() as session:
            now = self.clock.now()
            claimed = await claims.claim(session, "worker", now, 50, "telegram")
            drawn = [(each, await self.digests.draw(session, each)) for each in claimed]
            await claims.begin_sending(session, "worker", [each.id for each, reply in drawn if reply], now)
            for each, reply in drawn:
                if reply is None:
                    await claims.settle(session, [(each.id, None)], State.WITHDRAWN, now, "nothing to say")
        return {each.address: reply.text for each, reply in drawn if reply}

    async def ends(self, state: State) -> None:
        async with self.database.writing() as session:
            under_way = await session.scalars(select(DeliveryRow.id).where(DeliveryRow.state == State.SENDING))
            await claims.settle(session, [(id, 1) for id in under_way], state, self.clock.now())

    async def states(self, occasion: str = "") -> Counter[str]:
        async with self.database.reading() as session:
            chosen = select(DeliveryRow.state).where(DeliveryRow.occasion.startswith(occasion))
            return Counter(await session.scalars(chosen))

    async def row(self, occasion: str) -> DeliveryRow:
        async with self.database.reading() as session:
            return (await session.scalars(select(DeliveryRow).where(DeliveryRow.occasion == occasion))).one()


@pytest.fixture
async def desk(new_database: str) -> AsyncIterator[Desk]:
    desk = Desk(new_database)
    await desk.database.migrate()
    await desk.knows(ANN, BOB)
    yield desk
    await desk.database.close()


async def test_before_friday_nothing_leaves_and_then_one_message_for_each(desk: Desk):
    await desk.collects("a:1", "a:2")
    await desk.collects("a:1", address=BOB)
    await desk.digests.run()
    assert await desk.states("digest") == {}
    await desk.friday()
    await desk.digests.run()
    words = await desk.draws()
    assert words[ANN] == "Das ist für Sie zusammengekommen.\n\n1.\nNeues a:1\n\n2.\nNeues a:2"
    assert "a:1" in words[BOB]
    await desk.ends(State.SENT)
    assert await desk.states() == {State.SENT: 5}


@pytest.mark.parametrize("end", [State.SENT, State.UNCERTAIN, State.FAILED, State.UNREACHABLE])
async def test_what_becomes_of_the_digest_becomes_of_its_members(desk: Desk, end: State):
    await desk.collects("a:1", "a:2")
    await desk.friday()
    await desk.draws()
    await desk.ends(end)
    assert await desk.states() == {end: 3}


async def test_a_process_that_dies_while_sending_leaves_all_of_it_uncertain_and_again_means_alone(desk: Desk):
    await desk.collects("a:1")
    await desk.friday()
    await desk.draws()
    desk.clock.passes(minutes=5)
    async with desk.database.writing() as session:
        await claims.sweep(session, desk.clock.now(), "telegram", repeatable=False)
    assert await desk.states() == {State.UNCERTAIN: 2}
    async with desk.database.writing() as session:
        assert await deliveries.send_uncertain_again(session, "a:1", desk.clock.now()) == 1
    async with desk.database.writing() as session:
        (claimed,) = await claims.claim(session, "worker", desk.clock.now(), 50, "telegram")
    assert (claimed.occasion, claimed.doubts) == ("a:1", 1)  # the frame says that it may have come before


async def test_what_is_withdrawn_or_paused_after_friday_struck_is_not_in_the_words(desk: Desk):
    await desk.collects("a:1", "a:2", "a:3")
    await desk.friday()
    async with desk.database.writing() as session:
        await deliveries.withdraw(session, desk.clock.now(), occasion="a:1", trouble="cancelled")
        await deliveries.pause(session, "a:2")
    assert (await desk.draws())[ANN].endswith("1.\nNeues a:3")
    await desk.ends(State.SENT)
    assert (await desk.row("a:1")).state == State.WITHDRAWN
    assert (await desk.row("a:2")).state == State.WAITING
    async with desk.database.writing() as session:
        await deliveries.resume(session, "a:2")
    await desk.friday()
    assert "a:2" in (await desk.draws())[ANN]


async def test_a_digest_of_which_nothing_is_left_is_withdrawn(desk: Desk):
    await desk.collects("a:1")
    await desk.friday()
    async with desk.database.writing() as session:
        await deliveries.withdraw(session, desk.clock.now(), occasion="a:1", trouble="cancelled")
    assert await desk.draws() == {}
    assert await desk.states() == {State.WITHDRAWN: 2}


async def test_what_has_no_room_comes_with_the_next_one(desk: Desk):
    await desk.collects("a:1", "a:2", "a:3", text="x" * 1800)
    await desk.friday()
    words = (await desk.draws())[ANN]
    assert units(words) <= LONGEST
    assert ("a:2" in words, "a:3" in words) == (True, False)
    await desk.ends(State.SENT)
    assert await desk.states("a") == {State.SENT: 2, State.WAITING: 1}
    await desk.friday()
    assert "a:3" in (await desk.draws())[ANN]
    await desk.ends(State.SENT)
    assert await desk.states("a") == {State.SENT: 3}


async def test_what_comes_too_late_for_this_friday_comes_next_friday(desk: Desk):
    await desk.collects("a:1")
    await desk.friday()
    await desk.draws()
    async with desk.database.writing() as session:
        late = Planned(
            occasion="a:2", address=ANN, kind="news", reason="all", priority=6, collected=True,
            not_before=desk.clock.now(), content=Reply(text="spät").as_data(),
        )  # fmt: skip
        await deliveries.plan(session, [late], desk.clock.now())
    await desk.digests.run()
    assert (await desk.row("a:2")).not_before == next_digest(desk.clock.now(), BERLIN)


async def test_what_lapses_before_friday_is_marked_so(desk: Desk):
    await desk.collects("a:1", lapses=desk.clock.now() + timedelta(days=1))
    await desk.friday()
    assert await desk.states() == {State.LAPSED: 1}


async def test_a_digest_that_could_not_leave_for_days_lapses_and_its_messages_come_with_the_next(desk: Desk):
    await desk.collects("a:1")
    await desk.friday()
    async with desk.database.writing() as session:
        await deliveries.pause(session, name_of(desk.clock.now(), BERLIN))
    desk.clock.passes(days=4)
    await desk.digests.run()
    assert await desk.states(name_of(desk.clock.now() - timedelta(days=4), BERLIN)) == {State.LAPSED: 1}
    assert "a:1" in (await desk.draws())[ANN]


@pytest.mark.parametrize("when", ["before", "after"])
async def test_nothing_hangs_when_a_person_is_gone(desk: Desk, when: str):
    await desk.collects("a:1", "a:2")
    if when == "after":
        await desk.friday()
    async with desk.database.writing() as session:
        await give_up_address(session, ANN, desk.clock.now())
    await desk.friday()
    assert set(await desk.states()) == {State.UNREACHABLE}


async def test_nothing_is_written_for_who_is_no_longer_known(desk: Desk):
    await desk.collects("a:1")
    async with desk.database.writing() as session:
        await people.forget(session, ANN)
    await desk.friday()
    assert await desk.states() == {State.WITHDRAWN: 1}


async def test_a_bug_with_one_message_does_not_hold_up_the_others(desk: Desk):
    await desk.collects("broken:1", "a:1")
    await desk.friday()
    assert (await desk.draws())[ANN].endswith("1.\nNeues a:1")
    await desk.ends(State.SENT)
    assert (await desk.row("broken:1")).state == State.FAILED
    assert (await desk.row("a:1")).state == State.SENT


async def test_two_replicas_write_one_digest(desk: Desk, new_database: str):
    await desk.collects("a:1", "a:2")
    other = Database(new_database)
    desk.clock._now = next_digest(desk.clock.now(), BERLIN)
    await asyncio.gather(*(digests.run() for digests in [desk.digests, desk.replica(other)] * 3))
    await other.close()
    assert await desk.states("digest") == {State.WAITING: 1}
    assert (await desk.draws())[ANN].count("Neues") == 2


def test_a_message_stands_in_the_digest_with_title_link_picture_and_its_formatting():
    first = Part(id=1, doubtful=False, reply=Reply(text="Wort", title="Licht"))
    second = Part(
        id=2,
        doubtful=True,
        reply=Reply(
            text="Hier lesen",
            links=[Link(label="Mehr", address="https://gera.de")],
            spans=[Span(start=0, end=4, style=Style.LINK, address="https://gera.de/x")],
            picture=Picture(name="p", alt="Eine Bank"),
            note="Stadt Gera",
        ),
    )
    reply, carried = put_together([first, second], TEXTS)
    assert carried == [1, 2]
    assert reply.text.endswith(
        "1. Licht\nWort\n\n2.\nHier lesen\nBild: Eine Bank\nMehr: https://gera.de\nStadt Gera\n"
        "Diese Nachricht haben Sie vielleicht schon bekommen."
    )
    marked = [(reply.text[span.start : span.end], span.style) for span in reply.spans]
    assert marked == [("1. Licht", Style.BOLD), ("2.", Style.BOLD), ("Hier", Style.LINK)]


def test_the_longest_message_travels_alone_rather_than_never():
    parts = [Part(id=id, doubtful=False, reply=Reply(text="x" * 4000)) for id in (1, 2)]
    assert put_together(parts, TEXTS)[1] == [1]


async def test_what_leaves_with_a_digest_is_leaving_whoever_withdraws_it_meanwhile(desk: Desk):
    await desk.collects("a:1", "a:2")
    await desk.friday()
    await desk.draws()
    async with desk.database.writing() as session:
        await deliveries.withdraw(session, desk.clock.now(), occasion="a:1", trouble="recalled")
    async with desk.database.reading() as session:
        for occasion in ("a:1", "a:2"):  # so a correction or a recall waits for what becomes of it
            assert await occasions.in_flight(session, occasion) == [(await desk.row(occasion)).id]
    await desk.ends(State.SENT)
    async with desk.database.reading() as session:
        assert await occasions.in_flight(session, "a:1") == []
