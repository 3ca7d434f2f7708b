"""Updates a second, end to end: poll, turn with its transaction, search, answer, reply, recorded.

The yardstick is a bare python-telegram-bot echo bot with the library's own transport and Updater, on the same fake in
the same run, in turns. It stores nothing, looks nothing up and confirms before it answers; we do all that and aim not
to be slower. Many different residents, who have met the assistant before, ask one real question each.
"""

import argparse
import asyncio
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.contenders import Contender, all_contenders, answered, cpu_seconds
from tests.fakes.telegram.remote import RemoteTelegram
from tests.faults.residents import questions

PATIENCE = 300
WARMING_UP = 50


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One turn of one contender."""

    per_second: float
    cpu_per_thousand: float


async def measured(contender: Contender, town: RemoteTelegram, people: list[int], number: int) -> Figures:
    """Start it, let it answer everybody once, stop it."""
    asked = questions(seed=number)
    async with asyncio.timeout(PATIENCE), contender.running() as pid:
        await say(town, [(person, "/start") for person in (people if number == 0 else people[:WARMING_UP])])
        before = (await town.ask("GET", "calls", since=10**9))["total"]
        used = cpu_seconds(pid)
        await town.says(*((person, asked[place % len(asked)]) for place, person in enumerate(people)))
        await answered(town, before, len(people))
        used = cpu_seconds(pid) - used
        calls = await town.calls("sendMessage", since=before)
        began = min(call["at"] for call in await town.calls("getUpdates", since=before))
        took = max(call["done_at"] for call in calls) - began
    return Figures(per_second=len(people) / took, cpu_per_thousand=used * 1_000 / len(people))


async def say(town: RemoteTelegram, messages: list[tuple[int, str]]) -> None:
    """Queue messages and wait until each has its answer."""
    before = (await town.ask("GET", "calls", since=10**9))["total"]
    await town.says(*messages)
    await answered(town, before, len(messages))


async def compared(names: list[str], rounds: int, count: int, learned: Path | None = None) -> str:
    """The table."""
    figures: defaultdict[str, list[Figures]] = defaultdict(list)
    async with RemoteTelegram() as town:
        people = await town.people(count, language_code="de")
        with all_contenders(town, names, learned) as contenders:
            for number in range(rounds):
                for contender in contenders:
                    figures[contender.name].append(await measured(contender, town, people, number))
                    latest = figures[contender.name][-1]
                    sys.stderr.write(f"round {number + 1}, {contender.name}: {latest.per_second:.0f}/s\n")
    return table(figures)


def table(figures: dict[str, list[Figures]]) -> str:
    """Median (least to most), the ratio to the echo bot of the same round, and processor seconds."""
    lines = [f"{'':10}{'updates/s':>22}{'x echo bot':>22}{'CPU s/1,000':>14}"]
    for name, rounds in figures.items():
        speeds = [each.per_second for each in rounds]
        ratios = [mine / echo.per_second for mine, echo in zip(speeds, figures["echo"], strict=True)]
        cpu = median(each.cpu_per_thousand for each in rounds)
        lines.append(f"{name:10}{spread(speeds, 0):>22}{spread(ratios, 2):>22}{cpu:>14.2f}")
    return "\n".join(lines)


def spread(values: list[float], digits: int) -> str:
    """`575 (414-723)`."""
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.updates", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--count", type=int, default=1_000, help="updates a round")
    parser.add_argument("--without-postgres", action="store_true")
    options = parser.parse_args()
    names = ["echo", "sqlite"] + ([] if options.without_postgres else ["postgres"])
    print(asyncio.run(compared(names, options.rounds, options.count)))  # noqa: T201


if __name__ == "__main__":
    main()
