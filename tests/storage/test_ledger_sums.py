"""Whatever is done in whatever order: the ledger is what a plain model of it is, and its sums are the audience."""

import asyncio
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import select

from storage import claims, deliveries
from storage.claims import LEASE
from storage.database import Database
from storage.deliveries import DeliveryRow, Planned, State
from tests.city import NOON

OCCASIONS = ["announcement:1", "workshop:2:one-day"]
WORKERS = ["a", "b"]
ENDS = [State.SENT, State.UNCERTAIN, State.FAILED, State.UNREACHABLE]
people = st.integers(1, 5)
occasions = st.sampled_from(OCCASIONS)
workers = st.sampled_from(WORKERS)


@dataclass(frozen=True)
class Row:
    """What the model knows of a delivery."""

    state: State = State.WAITING
    worker: str | None = None
    paused: bool = False
    unwanted: bool = False
    doubts: int = 0


Key = tuple[str, int]


class Ledger(RuleBasedStateMachine):
    """The ledger on SQLite and a dictionary beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.database = Database(f"sqlite:///{Path(self.folder.name) / 'city.sqlite3'}")
        self.runner.run(self.database.migrate())
        self.now = NOON
        self.rows: dict[Key, Row] = {}
        self.ids: dict[Key, int] = {}

    def teardown(self) -> None:
        self.runner.run(self.database.close())
        self.runner.close()
        self.folder.cleanup()

    def do(self, deed, *args, **named):
        async def inside():
            async with self.database.writing() as session:
                return await deed(session, *args, **named)

        return self.runner.run(inside())

    def change(self, chosen, **values) -> None:
        self.rows |= {key: replace(row, **values) for key, row in self.rows.items() if chosen(key, row)}

    @rule(occasion=occasions, audience=st.sets(people))
    def plan(self, occasion, audience):
        planned = [
            Planned(
                occasion=occasion, address=f"telegram:{person}", kind="news", reason="all", priority=1, not_before=NOON
            )
            for person in sorted(audience)
        ]  # fmt: skip
        fresh = {(occasion, person) for person in audience} - set(self.rows)
        assert self.do(deliveries.plan, planned, self.now) == len(fresh)
        self.rows |= dict.fromkeys(fresh, Row())
        self.ids = {key: id for id, key in self.stored_ids().items()}

    @rule(worker=workers, most=st.integers(1, 4))
    def claim(self, worker, most):
        due = {key for key, row in self.rows.items() if row.state == State.WAITING and not row.paused}
        claimed = {self.key(each) for each in self.do(claims.claim, worker, self.now, most, "telegram")}
        assert claimed <= due
        assert len(claimed) == min(most, len(due))
        self.change(lambda key, _: key in claimed, state=State.CLAIMED, worker=worker)

    @rule(worker=workers)
    def begin(self, worker):
        ours = {key for key, row in self.rows.items() if row.state == State.CLAIMED and row.worker == worker}
        claimed = {key for key, row in self.rows.items() if row.state == State.CLAIMED}
        ids = [self.ids[key] for key in claimed]
        assert self.do(claims.begin_sending, worker, ids, self.now) == {self.ids[key] for key in ours}
        self.change(lambda key, _: key in ours, state=State.SENDING)

    @rule(worker=workers, end=st.sampled_from(ENDS))
    def settle(self, worker, end):
        done = [key for key, row in self.rows.items() if row.state == State.SENDING and row.worker == worker][:1]
        self.do(claims.settle, [(self.ids[key], 1) for key in done], end, self.now, "x")
        self.change(lambda key, _: key in done, state=end)

    @rule(worker=workers, doubt=st.booleans())
    def postpone(self, worker, doubt):
        back = [key for key, row in self.rows.items() if row.state == State.SENDING and row.worker == worker][:1]
        for key in back:
            self.do(claims.postpone, worker, self.ids[key], self.now, NOON, doubt=doubt)
            self.let_back(key, doubts=self.rows[key].doubts + doubt)

    @rule(occasion=occasions)
    def pause(self, occasion):
        self.do(deliveries.pause, occasion)
        mine = {State.WAITING, State.CLAIMED}
        self.change(lambda key, row: key[0] == occasion and row.state in {*mine, State.SENDING}, paused=True)
        self.change(lambda key, row: key[0] == occasion and row.state in mine, state=State.WAITING)

    @rule(occasion=occasions)
    def resume(self, occasion):
        self.do(deliveries.resume, occasion)
        self.change(lambda key, _: key[0] == occasion, paused=False)

    @rule(occasion=st.none() | occasions, person=people)
    def withdraw(self, occasion, person):
        where = {"address": f"telegram:{person}"} if occasion is None else {"occasion": occasion}
        self.do(deliveries.withdraw, self.now, trouble="x", **where)
        mine = person if occasion is None else occasion
        self.change(lambda key, row: mine in key and row.state == State.SENDING, unwanted=True)
        self.change(lambda key, row: mine in key and row.state in deliveries.OPEN, state=State.WITHDRAWN)

    @rule(occasion=occasions)
    def once_more(self, occasion):
        self.do(deliveries.send_uncertain_again, occasion, NOON)
        self.change(
            lambda key, row: key[0] == occasion and row.state == State.UNCERTAIN and row.doubts == 0,
            state=State.WAITING, doubts=1, unwanted=False,
        )  # fmt: skip

    @rule()
    def everybody_dies(self):
        self.now += LEASE + timedelta(seconds=1)
        self.do(claims.sweep, self.now, "telegram", repeatable=False)
        for key, row in self.rows.items():
            if row.state == State.CLAIMED:
                self.let_back(key)
        self.change(lambda _, row: row.state == State.SENDING, state=State.UNCERTAIN)

    def let_back(self, key: Key, **values) -> None:
        state = State.WITHDRAWN if self.rows[key].unwanted else State.WAITING
        self.rows[key] = replace(self.rows[key], state=state, **values)

    def stored(self) -> list[DeliveryRow]:
        async def look():
            async with self.database.reading() as session:
                return list(await session.scalars(select(DeliveryRow)))

        return self.runner.run(look())

    def stored_ids(self) -> dict[int, Key]:
        return {row.id: self.key(row) for row in self.stored()}

    @staticmethod
    def key(row) -> Key:
        return row.occasion, int(row.address.partition(":")[2])

    @invariant()
    def the_ledger_is_the_model(self):
        assert {self.key(row): row.state for row in self.stored()} == {key: row.state for key, row in self.rows.items()}
        for occasion in OCCASIONS:
            counted = self.do(deliveries.account, occasion)
            assert counted == Counter(row.state for key, row in self.rows.items() if key[0] == occasion)


TestLedger = Ledger.TestCase
TestLedger.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
