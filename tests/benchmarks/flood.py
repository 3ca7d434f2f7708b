"""One resident writes a thousand messages in five seconds. How long do others wait meanwhile?

The yardstick is the same bare echo bot, which takes all updates one after the other. Telegram takes 30 ms for an
answer here, as it does in life; else nobody would notice that replies wait for each other.
"""

import argparse
import asyncio
import time
from pathlib import Path
from statistics import quantiles

from tests.benchmarks.contenders import Contender, all_contenders
from tests.benchmarks.updates import say
from tests.fakes.telegram.remote import RemoteTelegram
from tests.faults.residents import questions

LATENCY = 0.03
LONGEST = 120.0


async def measured(contender: Contender, town: RemoteTelegram, messages: int, seconds: float, others: int) -> str:
    """One flood: a line of the table."""
    await town.clear_faults()
    flooder, *people = await town.people(1 + others, language_code="de")
    async with contender.running():
        await say(town, [(person, "/start") for person in (flooder, *people)])
        await town.fault("latency", seconds=LATENCY, method="sendMessage")
        before = (await town.counts()).get(str(flooder), 0)
        _, *waits = await asyncio.gather(
            flood(town, flooder, messages, seconds),
            *(ask(town, person, number * seconds / others, number) for number, person in enumerate(people)),
        )
        heard = (await town.counts())[str(flooder)] - before
    p50, p95 = quantiles(waits, n=20)[9], quantiles(waits, n=20)[18]
    return f"{contender.name:10}{p50:>12.2f} s{p95:>12.2f} s{max(waits):>12.2f} s{heard:>22}"


async def flood(town: RemoteTelegram, person: int, messages: int, seconds: float) -> None:
    """So many messages in so many seconds, ten at a time."""
    began = time.perf_counter()
    for start in range(0, messages, 10):
        batch = range(start, min(start + 10, messages))
        await town.says(*((person, questions()[number % len(questions())]) for number in batch))
        await asyncio.sleep(max(0, began + batch.stop * seconds / messages - time.perf_counter()))


async def ask(town: RemoteTelegram, person: int, later: float, number: int) -> float:
    """One question of somebody else: the seconds until the answer."""
    await asyncio.sleep(later)
    before = (await town.counts()).get(str(person), 0)
    began = time.perf_counter()
    await town.says((person, questions(seed=1)[number]))
    while (await town.counts()).get(str(person), 0) == before:
        if time.perf_counter() - began > LONGEST:
            break
        await asyncio.sleep(0.05)
    return time.perf_counter() - began


async def compared(names: list[str], messages: int, seconds: float, others: int, learned: Path | None = None) -> str:
    """The table."""
    lines = [f"{'others wait':10}{'median':>13}{'p95':>14}{'longest':>14}{'the flooder heard':>22}"]
    async with RemoteTelegram() as town:
        with all_contenders(town, names, learned) as contenders:
            lines += [await measured(contender, town, messages, seconds, others) for contender in contenders]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.flood", description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--others", type=int, default=20, help="residents who ask one question each meanwhile")
    parser.add_argument("--without-postgres", action="store_true")
    options = parser.parse_args()
    names = ["echo", "sqlite"] + ([] if options.without_postgres else ["postgres"])
    print(asyncio.run(compared(names, options.messages, options.seconds, options.others)))  # noqa: T201


if __name__ == "__main__":
    main()
