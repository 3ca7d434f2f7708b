"""A thousand weeks of dates: `python -m tests.faults.weeks` (about ten minutes; `--weeks 50` for a look).

Hypothesis tells what happens in town (`tests/events/weeks.py`): people join, staff announce, move, cancel, restore,
replicas restart, die, stop, the clock jumps; some towns live through a night in which it is changed. What was told is
held against a plain diary (`tests/events/diary.py`) after every tick: nothing lost, doubled, or after the beginning.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import structlog
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.events.calendar import berlin
from tests.events.carrying import Figures
from tests.events.weeks import Town, new_database

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEGINS = ["2026-10-22 12:00", "2027-03-25 12:00", "2027-06-01 09:00", "2026-10-24 21:00", "2027-03-27 21:00"]
QUIETS = ["", "20:00-08:00", "22:00-07:00", "23:30-06:15", "13:00-15:00"]
LEADS = st.lists(st.sampled_from(["P1W", "P1D", "PT2H", "PT30M"]), max_size=3, unique=True).map(tuple)
KINDS = st.sampled_from(["workshop", "workshop", "assembly", "revision", "consultation"])
CHANCE = st.integers(0, 2**32).map(Random)
WEEK = timedelta(days=7)
OFTEN = 40
"""Things that happen in one town."""


Address = Callable[[], Coroutine[Any, Any, str]]
"""Where a new town's empty database is."""


class Weeks(RuleBasedStateMachine):
    """A town to which things happen, in a database of its own."""

    figures: Figures
    address: Address

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.town: Town

    def do(self, deed: Coroutine[Any, Any, Any]) -> None:
        self.runner.run(deed)

    @initialize(
        begin=st.sampled_from(BEGINS),
        who=st.lists(
            st.tuples(LEADS, st.sampled_from(QUIETS), st.sampled_from(["all", "workshops", "revisions"])),
            min_size=2, max_size=5,
        ),
        what=st.lists(st.tuples(KINDS, st.integers(4, 4 * 24 * 9)), min_size=2, max_size=6),
    )  # fmt: skip
    def begins(self, begin: str, who: list[Any], what: list[Any]) -> None:
        async def found() -> None:
            self.town = Town(await self.address(), berlin(begin), self.figures)
            for each in who:
                await self.town.join(*each)
            for kind, quarters in what:
                span = 3 * (DAY if kind == "consultation" else HOUR)
                await self.town.announce(kind, self._quarter(quarters), span)
            await self.town.tick()

        self.do(found())

    @rule(
        kind=KINDS,
        quarters=st.one_of(st.integers(1, 20), st.integers(4, 4 * 24 * 10)),
        length=st.integers(1, 12),
    )
    def announce(self, kind: str, quarters: int, length: int) -> None:
        span = length * (DAY if kind == "consultation" else HOUR)
        self.do(self.town.announce(kind, self._quarter(quarters), span))

    def _quarter(self, quarters: int) -> datetime:
        now = self.town.now
        return now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0) + quarters * HOUR / 4

    def _some(self, which: int) -> int:
        return list(self.town.diary.events)[-1 - which % len(self.town.diary.events)]

    @rule(which=st.integers(0, 9), quarters=st.one_of(st.integers(1, 60), st.integers(4, 4 * 24 * 8)))
    def move(self, which: int, quarters: int) -> None:
        number, start = self._some(which), self._quarter(quarters)
        facts = self.town.diary.events[number].now
        self.do(self.town.edit(number, start=start, end=start + (facts.end - facts.start)))

    @rule(which=st.integers(0, 9), place=st.sampled_from(["Ort 1", "Ort 2"]))
    def place(self, which: int, place: str) -> None:
        self.do(self.town.edit(self._some(which), place=place))

    @rule(which=st.integers(0, 9))
    def take_back(self, which: int) -> None:
        number = self._some(which)
        self.do(self.town.edit(number, **vars(self.town.diary.events[number].known)))

    @rule(which=st.integers(0, 9), cancelled=st.booleans())
    def cancel_or_restore(self, which: int, cancelled: bool) -> None:
        self.do(self.town.edit(self._some(which), cancelled=cancelled))

    @rule(hours=st.one_of(st.floats(0.02, 0.4), st.floats(0.4, 12), st.floats(12, 84)), chance=CHANCE)
    def live(self, hours: float, chance: Random) -> None:
        self.do(self.town.live(timedelta(seconds=round(hours * 3600)), chance))

    @rule(hours=st.floats(12, 84), chance=CHANCE)
    def live_on(self, hours: float, chance: Random) -> None:
        self.do(self.town.live(timedelta(seconds=round(hours * 3600)), chance))

    @rule(hours=st.sampled_from([0.02, 0.3, 3, 9, 50, 100]), chance=CHANCE)
    def stop(self, hours: float, chance: Random) -> None:
        async def stopped() -> None:
            await self.town.stop(timedelta(hours=hours))
            await self.town.tick(together=chance.random() < 0.5)

        self.do(stopped())

    @rule(span=st.sampled_from([-DAY, -HOUR, timedelta(seconds=-15), timedelta(seconds=15), HOUR, DAY]))
    def jump(self, span: timedelta) -> None:
        self.town.jump(span)
        self.do(self.town.tick())

    @rule(which=st.integers(0, 1))
    def restart(self, which: int) -> None:
        self.do(self.town.restart(which))

    @rule(which=st.integers(0, 1), steps=st.integers(0, 60))
    def die_planning(self, which: int, steps: int) -> None:
        self.do(self.town.die_planning(which, steps))

    @rule(
        which=st.integers(0, 1), how=st.sampled_from(["before", "after"]), late=st.sampled_from([0, 10, 45]),
        chance=CHANCE,
    )  # fmt: skip
    def die_sending(self, which: int, how: str, late: int, chance: Random) -> None:
        async def next_one() -> None:
            ahead = [each for each in self.town.diary.moments() if self.town.now < each < self.town.now + DAY]
            if ahead:
                await self.town.live(min(ahead) - self.town.now - timedelta(seconds=1), chance)
                self.town.clock.at = max(self.town.now, min(ahead) + timedelta(seconds=late))
            await self.town.die_sending(which, how)

        self.do(next_one())

    def teardown(self) -> None:
        if hasattr(self, "town"):
            self.do(self.town.end())
        self.runner.close()


def live_through(weeks: float, figures: Figures, address: Address, seed: int, towns: int = 10) -> None:
    """So many weeks, at least, in so many towns at once. Raises what a town raises, with its tale."""
    part = 0
    while figures.lived < weeks * WEEK:
        machine = type("Town", (Weeks,), {"figures": figures, "address": staticmethod(address)})
        machine._hypothesis_internal_use_seed = seed * 100_003 + part  # type: ignore[attr-defined]
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=towns, stateful_step_count=OFTEN, deadline=None, database=None,
                suppress_health_check=list(HealthCheck),
                phases=[Phase.generate],  # the town's own tale tells what happened; a shorter one takes an hour
            ),
        )  # fmt: skip
        part += 1


def main() -> None:
    """The full form."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.weeks", description=__doc__)
    parser.add_argument("--weeks", type=float, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(0, round(chosen.weeks), 100):
            upto = min(chosen.weeks, number + 100)
            live_through(upto, figures, lambda: new_database(Path(folder)), chosen.seed + number)
            sys.stdout.write(f"{figures}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
