"""The gate before Telegram: one at a time, and nobody waits longer than the patience for the one before."""

import asyncio
import time
from itertools import pairwise

import pytest

from bot.telegram.gate import Gate


async def test_the_gate_lets_one_through_at_a_time():
    gate = Gate(5)
    inside, most = 0, 0

    async def passes() -> None:
        nonlocal inside, most
        async with gate.passing():
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.001)
            inside -= 1

    await asyncio.gather(*(passes() for _ in range(20)))
    assert most == 1


async def test_nobody_waits_longer_than_the_patience_for_the_one_before():
    gate = Gate(0.02)
    entered: list[float] = []

    async def passes() -> None:
        async with gate.passing():
            entered.append(time.monotonic())
            await asyncio.sleep(0.5)

    await asyncio.gather(*(passes() for _ in range(10)))
    waits = [later - earlier for earlier, later in pairwise(entered)]
    assert all(wait >= 0.019 for wait in waits)
    assert entered[-1] - entered[0] < 0.5


async def test_who_comes_out_late_does_not_open_the_gate_for_two():
    gate = Gate(0.02)
    inside, most = 0, 0

    async def passes(seconds: float) -> None:
        nonlocal inside, most
        async with gate.passing():
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(seconds)
            inside -= 1

    # the slow one leaves while the second is in: the third must still wait for the second
    await asyncio.gather(passes(0.03), passes(0.018), passes(0.018), passes(0.018))
    assert most == 2


async def test_an_error_or_a_cancelled_wait_leaves_the_gate_in_order():
    gate = Gate(60)
    with pytest.raises(ZeroDivisionError):
        async with gate.passing():
            raise ZeroDivisionError
    async with gate.passing():
        waiting = asyncio.create_task(gate.passing().__aenter__())
        await asyncio.sleep(0.01)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    async with asyncio.timeout(0.2), gate.passing():
        pass
