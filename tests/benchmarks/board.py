"""The board and the search for similar ideas with 100,000 of them on SQLite: `python -m tests.benchmarks.board`.

The pages are asked for over HTTP's own application, from the question to the last byte; the ideas are the labelled
ones, mixed anew, in many Ortsteile, so that more of them share words than anywhere in life.
"""

import asyncio
import random
import resource
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import numpy as np
from sqlalchemy import insert
from starlette.applications import Starlette

from bot.clock import SystemClock
from bot.ideas.districts import districts
from bot.ideas.fields import FIELDS
from bot.ideas.likeness import Likeness
from bot.ideas.shelf import IdeaShelf
from bot.texts import load_texts
from bot.web.ideas.routes import IdeaPages
from knowledge.search.meaning import Vectors, load_model
from storage.database import Database
from storage.idea_words import IdeaWordRow, words_in
from storage.ideas import IdeaRow, Stage
from storage.lifelines import LifelineRow, Milestone
from tests.city import NOON
from tests.ideas.labelled import read_ideas

IDEAS = 100_000
_ASKED = 200
_AT_ONCE = 2_000
_STAGES = [*[Stage.PUBLIC] * 6, *[Stage.DECIDED] * 2, Stage.ASSESSING, Stage.MODERATION]


class Known:
    """The sentence model; what begins like a labelled idea has that one's meaning, or filling took minutes."""

    def __init__(self, texts: Sequence[str]) -> None:
        model = load_model()
        assert model is not None
        self.name, self._model = model.name, model
        self._known = dict(zip(texts, model.encode(texts), strict=True))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row for each text."""
        beginnings = [text.partition(" | ")[0] for text in texts]
        if all(beginning in self._known for beginning in beginnings):
            return np.array([self._known[beginning] for beginning in beginnings])
        return self._model.encode(texts)


async def fill(database: Database, texts: Sequence[str]) -> None:
    """So many ideas, with their words and the first step of their lives."""
    chance = random.Random(4)
    fields, places = [field.value for field in FIELDS], [*districts(), "OTHER", None]
    for start in range(1, IDEAS + 1, _AT_ONCE):
        rows, words, steps = [], [], []
        for number in range(start, start + _AT_ONCE):
            text = f"{chance.choice(texts)} | {chance.choice(texts)} {chance.choice(texts)}"
            stage, handed_in = chance.choice(_STAGES), NOON + timedelta(minutes=number)
            rows.append({
                "id": number, "pseudonym": "Gera-Ahorn 7", "source": "chat", "title": text[:60], "text": text,
                "language": "de", "field": chance.choice([None, *fields]), "district": chance.choice(places),
                "flags": "", "stage": stage, "handed_in": handed_in, "version": 0,
                "support": int(chance.expovariate(0.1)), "unit": "", "clock_days": 30, "clock_rested": 0,
                "clock_round": 0, "asked_back": "", "reason": "", "answer": "", "part_of": "", "when": "",
                "decided": handed_in + timedelta(days=20) if stage is Stage.DECIDED else None,
                "outcome": "partly" if stage is Stage.DECIDED else None,
            })  # fmt: skip
            words += [{"word": word, "idea": number} for word in words_in(text)]
            steps.append({"idea": number, "at": handed_in, "milestone": Milestone.RECEIVED, "content": {}})
        async with database.writing() as session:
            await session.execute(insert(IdeaRow), rows)
            await session.execute(insert(IdeaWordRow), words)
            await session.execute(insert(LifelineRow), steps)


async def measure(name: str, ask: Callable[[int], Awaitable[object]]) -> None:
    """A line of the table: milliseconds of processor, of all threads together."""
    taken = []
    for number in range(_ASKED):
        started = time.process_time()
        await ask(number)
        taken.append((time.process_time() - started) * 1000)
    middle, most, worst = np.percentile(taken, [50, 95, 100])
    sys.stdout.write(f"{name:<44} {middle:7.1f} {most:7.1f} {worst:7.1f}\n")
    sys.stdout.flush()


async def main() -> None:
    """Print medians, 95th percentiles and the slowest."""
    texts = [idea.text for half in ("tune", "keep") for idea in read_ideas(half)]
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'board.sqlite3'}")
        await database.migrate()
        await fill(database, texts)
        likeness = Likeness(Known(texts))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        shelf, started = IdeaShelf(likeness), time.process_time()
        await shelf.refresh(database, SystemClock())
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        ready = time.process_time() - started
        sys.stdout.write(f"{len(shelf)} ideas shown, on the shelf in {ready:.0f} s, memory + {grown:.0f} MiB\n")
        pages = IdeaPages(
            database=database, clock=SystemClock(), textbook=load_texts(), zone=ZoneInfo("Europe/Berlin"),
            base="http://bench", shelf=shelf,
        )  # fmt: skip
        transport = httpx.ASGITransport(app=Starlette(routes=pages.routes()))
        chance = random.Random(7)
        sys.stdout.write(f"{'milliseconds of processor':<44} {'median':>7} {'p95':>7} {'worst':>7}\n")
        async with httpx.AsyncClient(transport=transport, base_url="http://bench") as browser:

            def at(make: Callable[[int], str]) -> Callable[[int], Awaitable[object]]:
                async def ask(number: int) -> None:
                    answer = await browser.get(make(number))
                    assert answer.status_code in (200, 404), answer.status_code

                return ask

            field, place = FIELDS[0].value, next(iter(districts()))
            await measure("list, newest", at(lambda n: f"/ideas?page={1 + n % 5}"))
            await measure("list, most supported", at(lambda n: f"/ideas?order=supported&page={1 + n % 5}"))
            await measure("list, any page", at(lambda _: f"/ideas?page={chance.randrange(4500)}"))
            await measure("list, field", at(lambda n: f"/ideas?field={field}&page={1 + n % 5}"))
            await measure("list, field and Ortsteil, supported", at(
                lambda n: f"/ideas?field={field}&district={place}&order=supported&page={1 + n % 5}"
            ))  # fmt: skip
            words = sorted({word for text in texts for word in words_in(text) if len(word) >= 5})
            await measure("list, one word", at(lambda _: f"/ideas?q={chance.choice(words)}"))
            await measure("list, two words", at(lambda _: f"/ideas?q={chance.choice(words)}+{chance.choice(words)}"))
            await measure("one idea", at(lambda _: f"/ideas/{1 + chance.randrange(IDEAS)}"))

        async def similar(number: int) -> None:
            async with database.reading() as session:
                await shelf.similar(session, f"{texts[number]} und {chance.choice(texts)}", district=place)

        await measure("similar ideas", similar)
        await database.close()


if __name__ == "__main__":
    asyncio.run(main())
