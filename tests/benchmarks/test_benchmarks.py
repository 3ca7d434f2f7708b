"""The benchmarks run and print; how fast anything is, nobody asserts: this machine is shared."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.benchmarks import deliveries, flood, stopped, updates

NAMES = ["echo", "sqlite"]


async def test_updates_are_compared_with_the_echo_bot(learned: Path) -> None:
    table = await updates.compared(NAMES, rounds=1, count=30, learned=learned)
    assert [line.split()[0] for line in table.splitlines()[1:]] == NAMES
    assert "1.00 (1.00-1.00)" in table


async def test_floods_are_compared_with_the_echo_bot(learned: Path) -> None:
    table = await flood.compared(NAMES, messages=50, seconds=1, others=3, learned=learned)
    assert [line.split()[0] for line in table.splitlines()[1:]] == NAMES


@pytest.mark.parametrize(
    ("values", "said"), [([2.0, 1.0, 3.0], "2.0 (1.0-3.0)"), ([0.25], "0.2 (0.2-0.2)")], ids=["three", "one"]
)
def test_a_spread_says_the_median_the_least_and_the_most(values: list[float], said: str) -> None:
    assert updates.spread(values, 1) == said


async def test_the_ledger_is_compared_with_senders_that_keep_none() -> None:
    table = await deliveries.compared(["ptb", "sqlite"], rounds=1, count=60, aiogram="")
    assert [line.split()[0] for line in table.splitlines()[1:]] == ["ptb", "sqlite"]


async def test_residents_are_asked_what_they_notice_of_an_announcement(learned: Path) -> None:
    assert "30 messages go out at 25/s" in await deliveries.noticed(rounds=1, count=30, learned=learned, idle=1)


async def test_after_three_hours_what_is_of_use_is_sent_and_the_rest_lapses_with_its_reason(tmp_path: Path) -> None:
    beats = dict.fromkeys(stopped.BEATS, timedelta(seconds=0.2))
    result = await stopped.ours(tmp_path, beats=beats)
    assert result.sent == result.useful == stopped.COUNT - result.reported["begun"]
    assert (result.after, result.vanished, set(result.reported)) == (0, 0, {"begun"})
    preset = await stopped.apschedulers(tmp_path, forgiving=False)
    assert (preset.sent, preset.vanished) == (0, stopped.COUNT)
