"""Messages a second through the ledger, pace off, beside senders that keep no record; and what residents notice of an
announcement while it goes out at the usual pace.

The ledger writes that each message leaves and what became of it, and survives any crash; python-telegram-bot and
aiogram-broadcaster (without storage) forget all of it. One fake Telegram, one run, in turns.
"""

import argparse
import asyncio
import importlib.util
import json
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles

from tests.benchmarks.contenders import a_postgres
from tests.benchmarks.updates import Figures, spread
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.people import Person
from tests.fakes.telegram.remote import RemoteTelegram
from tests.faults.announcing import announce, is_over
from tests.faults.books import Books
from tests.faults.process import ROOT, Assistant, Command, environment, until
from tests.faults.residents import questions

APART = 0.4
"""Seconds between two residents' questions."""
OTHERS = 60


async def sent(town: RemoteTelegram, way: str, python: str, chats: list[int], database: str) -> Figures:
    """Let one process send to all of them."""
    process = await asyncio.create_subprocess_exec(
        python, "-m", "tests.benchmarks.senders", way, cwd=ROOT, env=environment(),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    question = {"url": town.url, "token": town.token, "chats": chats, "database": database}
    answer, _ = await process.communicate(json.dumps(question).encode())
    figures = json.loads(answer)
    return Figures(per_second=len(chats) / figures["seconds"], cpu_per_thousand=figures["cpu"] * 1_000 / len(chats))


async def compared(names: list[str], rounds: int, count: int, aiogram: str) -> str:
    """The table. `aiogram` is a Python that has aiogram-broadcaster."""
    figures: defaultdict[str, list[Figures]] = defaultdict(list)
    async with RemoteTelegram() as town:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gera-benchmark-")))
            databases = {"sqlite": f"sqlite:///{folder / 'ledger.sqlite3'}"}
            if "postgres" in names:
                databases["postgres"] = stack.enter_context(a_postgres(folder))
            for number in range(rounds):
                for name in names if number % 2 else names[::-1]:
                    await town.reset()
                    chats = await town.people(count)
                    way = "ledger" if name in databases else name
                    python = aiogram if name == "broadcaster" else sys.executable
                    figures[name].append(await sent(town, way, python, chats, databases.get(name, "")))
                    sys.stderr.write(f"round {number + 1}, {name}: {figures[name][-1].per_second:.0f}/s\n")
    return table({name: figures[name] for name in names})


def table(figures: dict[str, list[Figures]]) -> str:
    """Medians (least to most), ratios to the others of the same round, and processor seconds."""
    others = [name for name in ("ptb", "broadcaster") if name in figures]
    lines = [f"{'':12}{'messages/s':>20}" + "".join(f"{'x ' + name:>22}" for name in others) + f"{'CPU s/1,000':>14}"]
    for name, rounds in figures.items():
        line = f"{name:12}{spread([each.per_second for each in rounds], 0):>20}"
        for other in others:
            pairs = zip(rounds, figures[other], strict=True)
            line += f"{spread([mine.per_second / theirs.per_second for mine, theirs in pairs], 2):>22}"
        lines.append(f"{line}{median(each.cpu_per_thousand for each in rounds):>14.2f}")
    return "\n".join(lines)


async def noticed(rounds: int, count: int, learned: Path | None = None, idle: float = 25) -> str:
    """How long residents wait for an answer while nothing else happens (for `idle` seconds a round), and while an
    announcement goes out."""
    quiet: list[float] = []
    busy: list[float] = []
    with tempfile.TemporaryDirectory(prefix="gera-benchmark-") as name:
        folder = Path(name)
        async with (
            FakeTelegram() as town,
            Assistant(Command(kept=learned), folder, town) as assistant,
        ):
            await assistant.start()
            people = [town.person(f"Resident {number}", language_code="de") for number in range(OTHERS)]
            for person in people:
                await person.says("/start")
                await person.answer()
            audience = [town.person(f"Reader {number}", started=True).id for number in range(count // rounds)]
            books = Books(assistant.database)
            for number in range(rounds):
                quiet += await ask(people, idle, number)
                await announce(assistant.database, number, audience)
                busy += await ask(people, len(audience) / 25, rounds + number)
                await until(lambda: is_over(books.deliveries()), "the announcement is out")
                town.record.clear()
    (p50, p95), (busy50, busy95) = ((quantiles(waits, n=20)[9], quantiles(waits, n=20)[18]) for waits in (quiet, busy))
    return (
        f"residents' answers: idle median {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms ({len(quiet)} questions); while "
        f"{count} messages go out at 25/s median {busy50 * 1000:.0f} ms, p95 {busy95 * 1000:.0f} ms "
        f"({len(busy)} questions): {busy95 / p95:.2f} times"
    )


async def ask(people: list[Person], seconds: float, seed: int) -> list[float]:
    """Questions of one resident after the other, evenly: how long each answer took."""
    waits: list[float] = []

    async def one(number: int) -> None:
        person = people[number % len(people)]
        began = time.perf_counter()
        await person.says(questions(seed)[number])
        await person.answer(timeout=30)
        waits.append(time.perf_counter() - began)

    async with asyncio.TaskGroup() as group:
        for number in range(int(seconds / APART)):
            group.create_task(one(number))
            await asyncio.sleep(APART)
    return waits


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.deliveries", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--count", type=int, default=1_000, help="messages a round")
    parser.add_argument("--readers", type=int, default=10_000, help="of the announcement while residents ask; 0: none")
    parser.add_argument("--aiogram", default=sys.executable, help="a Python that has aiogram-broadcaster")
    parser.add_argument("--without-postgres", action="store_true")
    options = parser.parse_args()
    names = ["ptb", "sqlite"] + ([] if options.without_postgres else ["postgres"])
    if options.aiogram != sys.executable or importlib.util.find_spec("aiogram_broadcaster"):
        names.insert(1, "broadcaster")
    if options.count:
        print(asyncio.run(compared(names, options.rounds, options.count, options.aiogram)))  # noqa: T201
    if options.readers:
        print(asyncio.run(noticed(options.rounds, options.readers)))  # noqa: T201


if __name__ == "__main__":
    main()
