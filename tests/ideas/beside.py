"""What others use on the same ideas: PostgreSQL's trigram similarity from 0.25 (Decidim), and rapidfuzz's WRatio.

`python -m tests.ideas.beside` prints both halves. Of the keep half only totals are printed, of all three.
"""

import re
import sys
from collections.abc import Callable

from rapidfuzz.fuzz import WRatio

from bot.ideas.likeness import Likeness
from knowledge.search.meaning import load_model
from tests.ideas.fitting import measure
from tests.ideas.labelled import Score, judge, read_ideas, same_wish, table_of

TRIGRAM_BAR = 0.25
_WORD = re.compile(r"[^\W_]+")


def trigram_similarity(one: str, other: str) -> float:
    """`similarity(one, other)` of pg_trgm, in UTF-8: shared trigrams of all trigrams, words framed by blanks."""
    ours, theirs = trigrams(one), trigrams(other)
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0


def wratio(one: str, other: str) -> float:
    """rapidfuzz's mixture of comparisons, 0 to 1, without regard to case."""
    return WRatio(one.lower(), other.lower()) / 100


def measure_plain(half: str, likeness: Callable[[str, str], float], bar: float | None) -> Score:
    """How good a function of two texts is. Without a bar it is given the one that is best for it, seen afterwards."""
    ideas = read_ideas(half)
    same = same_wish(ideas)
    table = table_of([idea.text for idea in ideas], likeness)
    bars = [bar] if bar is not None else [step / 100 for step in range(20, 100)]
    scores = [judge(same, table.copy(), table >= one) for one in bars]
    good = [score for score in scores if score.precision >= 0.8]
    return max(good, key=lambda score: score.recall) if good else max(scores, key=lambda score: score.precision)


def trigrams(text: str) -> set[str]:
    """`show_trgm(text)`."""
    framed = [f"  {word} " for word in _WORD.findall(text.lower())]
    return {word[start : start + 3] for word in framed for start in range(len(word) - 2)}


if __name__ == "__main__":
    for side in ("tune", "keep"):
        sys.stdout.write(f"{side}\n")
        for model in (load_model(), None):
            sys.stdout.write(f"  likeness, model {model is not None}: {measure(Likeness(model), read_ideas(side))}\n")
        sys.stdout.write(f"  trigrams from 0.25: {measure_plain(side, trigram_similarity, TRIGRAM_BAR)}\n")
        sys.stdout.write(f"  WRatio, best bar: {measure_plain(side, wratio, None)}\n")
