"""The door of the room: `danger_in` says who is needed at once, or None for the many messages that are no emergency.

The assistant can call nobody; all it can do is to put 112, 110 and the crisis line first, whatever else is going on.
A missed alarm weighs far more than a false one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from knowledge.emergencies.dangers import Danger
from knowledge.emergencies.examples import read_examples
from knowledge.emergencies.likeness import Likeness
from knowledge.emergencies.mending import Mender
from knowledge.emergencies.rules import bare_call, points_of
from knowledge.emergencies.sentences import read_sentences
from knowledge.emergencies.signs import Signs
from knowledge.search.meaning import SentenceModel

MOST_FELT = 24
"""So many pieces of a long message are compared with the examples; all of them are read for signs."""
CALLED = 3
"""Points of a bare call."""
LEAST = -1
"""However much speaks against the signs, likeness alone can still raise the alarm."""

SIGNED = 2
"""With so many points left, the likeness is that of the sentence without the city's own things, if it is more: whatever
burns may burn, and most of what the examples say of a solar bench is harmless."""
SUBJECTS = frozenset({"OWN", "THING"})


@dataclass(frozen=True, kw_only=True)
class Scale:
    """What likeness counts beside the points of the signs, and from where on it is an alarm."""

    likeness: float
    bar: float


WITH_MEANING = Scale(likeness=4.0, bar=1.1)
ON_WORDS_ALONE = Scale(likeness=1.5, bar=1.5)


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What was found in the most alarming piece of a message."""

    danger: Danger
    piece: str
    points: int
    likeness: float
    is_alarm: bool


class Alarm:
    """Hears cries for help in messages."""

    def __init__(self, signs: Signs, likeness: Likeness, scale: Scale, mender: Mender) -> None:
        self._signs = signs
        self._mender = mender
        self._likeness = likeness
        self._scale = scale

    @classmethod
    def load(cls, model: SentenceModel | None, cache: Path | None = None, untouched: Iterable[str] = ()) -> Self:
        """With the city's own signs and examples; `cache` keeps what was learned between two starts. The words of
        `untouched` texts are taken for no typing errors."""
        examples = read_examples()
        signs = Signs.read()
        mender = Mender([example.text for example in examples], signs.groups, signs.right, untouched)
        return cls(signs, Likeness(examples, model, cache), WITH_MEANING if model else ON_WORDS_ALONE, mender)

    def danger_in(self, text: str) -> Danger | None:
        """Who is needed at once."""
        judgement = self.judge(text)
        return judgement.danger if judgement is not None and judgement.is_alarm else None

    def judge(self, text: str) -> Judgement | None:
        """The most alarming piece of a message; None for a message without words."""
        sentences = read_sentences(text, self._signs.groups, self._mender)
        if called := bare_call(sentences, self._signs):
            return Judgement(danger=called, piece=sentences[-1].text, points=CALLED, likeness=0.0, is_alarm=True)
        read = [(sentence, points_of(sentence, self._signs)) for sentence in sentences]
        felt = sorted(read, key=lambda row: -max(row[1].values()))[:MOST_FELT]
        likenesses = self._likeness.of([sentence.text for sentence, _ in felt])
        for row, (sentence, points) in enumerate(felt):
            if max(points.values()) >= SIGNED and not SUBJECTS.isdisjoint(sentence.places):
                (without,) = self._likeness.of([sentence.without(SUBJECTS)])
                likenesses[row] = max(likenesses[row], without, key=lambda found: float(found[0]))
        found: tuple[float, Judgement] | None = None
        for (sentence, points), (alarm, *each) in zip(felt, likenesses, strict=True):
            most = max(points.values())
            total = max(most, LEAST) + self._scale.likeness * float(alarm)
            if found is None or total > found[0]:
                # Which danger it is, signs and likeness say together.
                weights = [points[d] + self._scale.likeness * float(own) for d, own in zip(Danger, each, strict=True)]
                danger = list(Danger)[weights.index(max(weights))]
                judgement = Judgement(
                    danger=danger,
                    piece=sentence.text,
                    points=most,
                    likeness=float(alarm),
                    is_alarm=total >= self._scale.bar,
                )
                found = total, judgement
        return found[1] if found else None
