"""Whatever the staff, authors and supporters do in whatever order: the rows say what the pure table allows."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.ideas import deeds, handling, merging, rulings
from bot.ideas.lifeline import Deed, Outcome, Reason, Ruling, may_do
from bot.ideas.office import Done
from storage import ideas, lifelines, supporters
from storage.database import Database
from storage.ideas import SHOWN, Stage
from tests.city import NOON
from tests.ideas.townhall import GERA, REASONED, WORDS, Townhall

MEMBERS = some.sampled_from(["Anna", "Bert", "Cem"])
PEOPLE = some.sampled_from(["Mia", "Tom", "Zoe", "Autorin"])
IDEAS = some.sampled_from([1, 2, 3])
OUTCOMES = some.sampled_from(list(Outcome))
MODEL: dict[str, Deed] = {
    "accept": Deed.ACCEPT, "ask_back": Deed.ASK_BACK, "assign": Deed.ASSIGN, "finish": Deed.FINISH,
    "set_back": Deed.SET_BACK,
}  # fmt: skip


class Moderation(RuleBasedStateMachine):
    """A real SQLite database; what is known beside it is who wrote a ruling and what was accepted."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.database = Database(f"sqlite+aiosqlite:///{Path(self.folder.name) / 'city.sqlite3'}")
        self.hall = Townhall(self.database)
        self.accepted: set[int] = set()
        self.writers: dict[int, str] = {}
        self.before: dict[int, tuple[str, set[str]]] = {}
        self.run(self._open())

    async def _open(self) -> None:
        await self.database.migrate()
        await self.hall.opens()
        for number in range(3):
            await self.hall.idea(title=f"Idee {number}")
        for name in ("Mia", "Tom", "Zoe"):
            await self.hall.resident(name)

    def run(self, doing: Any) -> Any:
        return self.loop.run_until_complete(doing)

    def teardown(self) -> None:
        self.run(self.database.close())
        self.loop.close()
        self.folder.cleanup()

    def row(self, id: int) -> Any:
        return self.run(self.hall.row(id))

    def does(self, who: str, deed: Any, *arguments: Any, **more: Any) -> Any:
        return self.run(self.hall.does(who, deed, *arguments, **more))

    def backers(self, id: int) -> set[str]:
        return self.run(self.hall.backers(id))

    @rule(id=IDEAS, who=MEMBERS, over=some.booleans())
    def take(self, id: int, who: str, over: bool) -> None:
        self.does(who, handling.take, id, over=over)

    @rule(id=IDEAS, who=MEMBERS, what=some.sampled_from(sorted(MODEL)))
    def deed(self, id: int, who: str, what: str) -> None:
        row = self.row(id)
        more = {"ask_back": {"text": WORDS}, "assign": {"unit": "Amt"}, "set_back": {"text": WORDS}}.get(what, {})
        self.does(who, handling.take, id, over=True)
        version = self.row(id).version
        allowed = may_do(MODEL[what], self.row(id).stage) and not (what == "ask_back" and row.asked_back)
        done = self.does(who, getattr(handling, what), id, seen=version, **more)
        assert isinstance(done, Done) == allowed
        if what == "accept" and allowed:
            self.accepted.add(id)

    @rule(id=IDEAS, who=MEMBERS, outcome=OUTCOMES, refuses=some.booleans())
    def rules(self, id: int, who: str, outcome: Outcome, refuses: bool) -> None:
        self.does(who, handling.take, id, over=True)
        seen = self.row(id).version
        if refuses:
            done = self.does(who, rulings.refuse, id, seen=seen, reason=Reason.UNCLEAR, text=WORDS)
        else:
            ruling = Ruling(outcome=outcome, answer=REASONED, part_of="Ufer", when="bald")
            done = self.does(who, rulings.decide, id, seen=seen, ruling=ruling)
        if isinstance(done, Done) and done.waits:
            assert refuses or outcome is Outcome.NOT_FEASIBLE
            self.writers[id] = who

    @rule(id=IDEAS, who=MEMBERS)
    def reads(self, id: int, who: str) -> None:
        async def number() -> int:
            async with self.database.reading() as session:
                row = await lifelines.ruling_on(session, id)
                return row.id if row else 0

        done = self.does(who, rulings.agree, id, ruling=self.run(number()))
        if isinstance(done, Done):
            assert self.writers[id] != who

    @rule(id=IDEAS, into=IDEAS, who=MEMBERS)
    def merge(self, id: int, into: int, who: str) -> None:
        stage, those = self.row(id).stage, self.backers(id)
        self.does(who, handling.take, id, over=True)
        stage = self.row(id).stage if self.row(id).stage != stage else stage
        if isinstance(self.does(who, merging.merge, id, into=into, seen=self.row(id).version), Done):
            self.before[id] = (stage, those)

    @precondition(lambda self: self.before)
    @rule(id=IDEAS, who=MEMBERS)
    def part(self, id: int, who: str) -> None:
        row = self.row(id)
        if isinstance(self.does(who, merging.part, id, seen=row.version), Done):
            stage, those = self.before.pop(id)
            assert self.row(id).stage == stage
            assert self.backers(id) <= those  # whoever left meanwhile stays away

    @rule(id=IDEAS, who=PEOPLE, joins=some.booleans())
    def supports(self, id: int, who: str, joins: bool) -> None:
        async def press() -> None:
            async with self.database.writing() as session:
                if joins:
                    await deeds.support(session, id, f"telegram:{who}", NOON)
                else:
                    await deeds.leave(session, id, f"telegram:{who}")

        self.run(press())

    @rule(id=IDEAS, what=some.sampled_from(["change", "mend", "answer", "withdraw", "reopen"]))
    def author(self, id: int, what: str) -> None:
        async def write() -> None:
            words, address = deeds.Written(text="Anders."), "telegram:Autorin"
            async with self.database.writing() as session:
                if what == "answer":
                    await deeds.answer_back(session, id, address, words, NOON, GERA)
                elif what == "withdraw":
                    await deeds.withdraw(session, id, address, NOON)
                else:
                    await getattr(deeds, what)(session, id, address, words, NOON)

        self.run(write())

    @invariant()
    def what_everybody_sees_was_accepted_and_counts_are_rows(self) -> None:
        async def look() -> None:
            async with self.database.reading() as session:
                for id in (1, 2, 3):
                    row = await ideas.look_at(session, id)
                    assert row
                    assert row.stage not in SHOWN or id in self.accepted
                    assert row.support == await supporters.count(session, id)
                    assert (row.stage == Stage.MERGED) == (row.merged_into is not None)
                    assert row.clock_stands is None or row.asked_back
                    ruling = await lifelines.ruling_on(session, id)
                    assert ruling is None or ruling.version <= row.version

        self.run(look())


TestModeration = Moderation.TestCase
TestModeration.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
