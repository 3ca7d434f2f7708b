"""One new idea beside 10,000 that are there, in processor time: `python -m tests.benchmarks.ideas`.

The stored ones are the labelled ideas, each in many Ortsteile, so that there are more near ones than anywhere in life.
"""

import sys
import time
from dataclasses import replace
from itertools import cycle, islice

import numpy as np

from bot.ideas.likeness import Idea, Likeness, Shelf
from bot.ideas.reading import place_names, read_wish
from knowledge.search.meaning import load_model
from tests.ideas.labelled import read_ideas

_ASKED = 200


def many_ideas(likeness: Likeness, count: int) -> list[Idea]:
    """So many ideas understood; the sentence model is asked once for each text."""
    known = likeness.understand([idea.text for half in ("tune", "keep") for idea in read_ideas(half)])
    pairs = zip(cycle(known), cycle(sorted(place_names())), strict=False)
    return [replace(idea, wish=read_wish(f"{idea.wish.text} {place}")) for idea, place in islice(pairs, count)]


def measure(likeness: Likeness, shelf: Shelf) -> list[float]:
    """Milliseconds to understand a new idea and compare it."""
    taken = []
    for idea in islice(read_ideas("tune"), _ASKED):
        started = time.process_time()
        likeness.compare(likeness.understand([f"{idea.text}!"])[0], shelf)
        taken.append((time.process_time() - started) * 1000)
    return taken


def main() -> None:
    """Print medians and 95th percentiles."""
    for model in (load_model(), None):
        likeness = Likeness(model)
        for count in (1_000, 10_000):
            ideas = many_ideas(likeness, count)
            started = time.process_time()
            shelf = likeness.shelve(ideas)
            ready = time.process_time() - started
            taken = measure(likeness, shelf)
            sys.stdout.write(
                f"{count} ideas, sentence model: {model is not None}, ready in {ready:.1f} s: "
                f"median {np.median(taken):.1f} ms, p95 {np.percentile(taken, 95):.1f} ms\n"
            )


if __name__ == "__main__":
    main()
