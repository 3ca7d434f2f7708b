"""How long a question takes, how long the start, how much memory, with how many entries; each as a ratio to rapidfuzz.

    python -m tests.benchmarks.search            # 302 real, 1,000 and 10,000 made entries
    python -m tests.benchmarks.search 302 1000

The made entries are the real ones again under other names; their wordings borrow the real wordings' meanings, so that
nobody waits for 100,000 of them. The question itself is always read by the real sentence model.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from rapidfuzz.fuzz import WRatio
from rapidfuzz.process import extract
from threadpoolctl import threadpool_limits

from knowledge.entries import Entry, Library
from knowledge.evaluation.questions import read_questions
from knowledge.loading import load_library
from knowledge.search.finding import Search
from knowledge.search.meaning import SentenceModel, Vectors, load_model
from knowledge.search.shelf import Shelf

SIZES = (302, 1000, 10_000)
WORDINGS = 10
"""So many wordings has a made entry: the growth of interest is that of entries."""
QUESTIONS = 200
A_MESSAGE = 16
"""More texts at once are no question's sentences but wordings."""
SYLLABLES = ("bal", "dor", "fen", "gim", "kus", "lop", "mar", "nut", "pir", "sol", "tev", "wum")


class Borrowed:
    """The sentence model, but for made wordings, which get the meaning of the real one and a little noise."""

    def __init__(self, model: SentenceModel, real: Sequence[str]) -> None:
        self.name = f"{model.name} borrowed"
        self._model = model
        vectors = model.encode(real)
        self._known = dict(zip(real, vectors, strict=True))
        self._noise = np.random.default_rng(0)

    def encode(self, texts: Sequence[str]) -> Vectors:
        if len(texts) <= A_MESSAGE:
            return self._model.encode(texts)
        width = len(next(iter(self._known.values())))
        vectors = self._noise.normal(scale=0.02, size=(len(texts), width)).astype(np.float32)
        for row, text in enumerate(texts):
            vectors[row] += self._known.get(text.rpartition(" ")[0], 0)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def grown(library: Library, size: int) -> Library:
    """The library with made entries up to this size; each copy speaks of a name of its own."""
    entries = list(library.entries.values())
    made = [_copy(entries[number % len(entries)], number // len(entries)) for number in range(size - len(entries))]
    return Library([*entries, *made], library.topics.values())


def _copy(entry: Entry, number: int) -> Entry:
    name = "".join(SYLLABLES[number // 12**place % 12] for place in range(3))
    return replace(
        entry,
        id=f"{entry.id}-{name}",
        subject=f"{entry.subject}-{name}",
        wordings=[f"{wording} {name}" for wording in entry.wordings[:WORDINGS]],
        wordings_en=[],
    )


def times(deed: Callable[[str], object], questions: Sequence[str]) -> dict[str, float]:
    """Milliseconds at the median and at the 99th of a hundred, after a few to warm up."""
    for question in questions[:5]:
        deed(question)
    taken = []
    for question in questions:
        start = time.perf_counter()
        deed(question)
        taken.append(1000 * (time.perf_counter() - start))
    return {"p50": float(np.percentile(taken, 50)), "p99": float(np.percentile(taken, 99))}


def measure(size: int, folder: Path, questions: Sequence[str]) -> dict[str, float]:
    """One size in this process, with this cache folder: the start, one question, a long message, memory."""
    library = load_library()
    real = [wording for entry in library.entries.values() for wording in entry.wordings[:WORDINGS]]
    began = time.perf_counter()
    model = load_model()
    if model is not None and size > len(library.entries):
        library = grown(library, size)
        model = Borrowed(model, real)
        began = time.perf_counter()
    search = Search(library, model, cache=folder)
    start = time.perf_counter() - began
    with threadpool_limits(1):
        ours = times(search.find, questions)
        typing = times(search.ranked, questions[:50])
        long = times(search.find, [(f"Was ist das? {question} " * 200)[:4096] for question in questions[:10]])
    memory = _memory_now()
    wordings = [text for text, _ in Shelf(library).wordings]
    few = questions[: max(3, 200_000 // len(wordings))]
    fuzzy = times(lambda question: extract(question, wordings, scorer=WRatio, limit=3), few)
    return {
        "entries": size,
        "wordings": len(wordings),
        "p50": ours["p50"],
        "p99": ours["p99"],
        "of rapidfuzz": ours["p50"] / fuzzy["p50"],
        "typing p50": typing["p50"],
        "long p99": long["p99"],
        "start s": start,
        "MB": memory,
        "MB most": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _memory_now() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024**2


def main() -> None:
    """Each size in two processes of its own: the first start fills the cache, the second is measured."""
    if sys.argv[1:2] == ["--one"]:
        asked = [question.text for question in read_questions() if not question.keep]
        row = measure(int(sys.argv[2]), Path(sys.argv[3]), asked[:: max(1, len(asked) // QUESTIONS)])
        print(json.dumps(row))  # noqa: T201
        return
    lines = []
    for size in [int(size) for size in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            first, row = (_in_a_process(size, folder) for _ in range(2))
        row |= {"first start s": first["start s"], "first MB": first["MB most"]}
        lines = lines or ["".join(f"{name:>14}" for name in row)]
        lines.append("".join(f"{value:>14.2f}" if value % 1 else f"{value:>14.0f}" for value in row.values()))
    print("\n".join(lines))  # noqa: T201


def _in_a_process(size: int, folder: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.search", "--one", str(size), folder]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    row: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return row


if __name__ == "__main__":
    main()
