"""One question, perhaps leaning on the last answer: how all entries stand to it, and what outcome that is."""

from collections.abc import Sequence

from knowledge.entries import Entry, Kind, Language
from knowledge.language.reading import Reading
from knowledge.search.aspects import asked_aspects, is_cue
from knowledge.search.decision import Standing, chosen, standings
from knowledge.search.features import mean_features
from knowledge.search.numbers import Numbers
from knowledge.search.outcomes import Candidate, Found, Outcome, Unknown, Unsure, certainty_of
from knowledge.search.shelf import Shelf
from knowledge.search.subjects import Leaning
from knowledge.search.views import Views

MOST_OFFERED = 3
_LONGEST_LEANING = 8
"""A follow-up is short; a longer question says itself what it is about."""

_CLEAR = 0.5
"""What a short question finds by itself with this probability is not read with the last subject."""

_WORD_FOR_WORD = 0.99
_TALK = 0.4
"""Small talk is answered from this probability on: a wrong joke hurts more than an honest "not known"."""

_SAID = 0.9
"""What is small talk with this probability ("ich hab ihn nicht gefunden") asks nothing of the last subject."""


class Asking:
    """Weighs single questions and decides. What a message is made of is `finding.py`'s business."""

    def __init__(self, shelf: Shelf, views: Views, numbers: Numbers) -> None:
        self.numbers = numbers
        self._shelf = shelf
        self._views = views

    def weigh(self, question: str, topic: str | None) -> list[Standing]:
        """The best entries with their probabilities; read with the last subject where the question leans on it."""
        reading = self._views.reader.read(question)
        if not reading.words:
            return []
        leaning = Leaning.NOT
        if topic is not None and len(reading.words) <= _LONGEST_LEANING:
            leaning = self._views.subjects.leans_on(topic, reading)
        if topic is None or leaning is Leaning.NOT:
            return self._alone(reading)
        alone = self._alone(reading)
        found_alone = self.decide(alone)
        if isinstance(found_alone, Found) and found_alone.entry.kind is Kind.SMALLTALK and found_alone.score >= _SAID:
            return alone
        within = self._within(reading, topic)
        found = self.decide(within)
        if isinstance(found, Found) and (leaning is Leaning.POINTS_BACK or _is_asked(found.entry, reading)):
            return within
        if isinstance(found_alone, Found) and found_alone.score >= _CLEAR:
            return alone
        is_offer = leaning is Leaning.POINTS_BACK and isinstance(found, Unsure)
        return within if is_offer or rank(found) <= rank(found_alone) else alone

    def decide(self, best: Sequence[Standing]) -> Outcome:
        """The three bands; and the other door, where it is likelier than all answers together."""
        if not best:
            return Unknown(nearest=0.0)
        bands = self.numbers.bands
        ranked = [Candidate(entry=self._shelf.entries[one.row], score=one.probability) for one in best]
        first = ranked[0]
        answers = [one for one in ranked if one.entry.kind is Kind.ANSWER]
        inside = sum(one.score for one in answers)
        least = bands.door if first.entry.kind is Kind.ELSEWHERE else _TALK
        if first.entry.kind is not Kind.ANSWER and first.score >= max(least, inside):
            return Found(entry=first.entry, score=first.score)
        if inside >= bands.offer and certainty_of(answers) >= bands.sure:
            return Found(entry=answers[0].entry, score=answers[0].score, others=answers[1 : 1 + MOST_OFFERED])
        offered = [one for one in answers if one.score >= bands.choice][:MOST_OFFERED]
        if inside >= bands.offer and offered:
            return Unsure(candidates=offered)
        return Unknown(nearest=first.score, related=answers[:MOST_OFFERED])

    def says_nothing(self, question: str) -> bool:
        """Whether a question asks about nothing that it names ("wo genau?"): alone it has no certain answer."""
        reading = self._views.reader.read(question)
        if self._views.said_by(reading) is not None:
            return False
        words = reading.words
        return any(word.is_function for word in words) and all(word.is_function or is_cue(word.meant) for word in words)

    def kind(self, standing: Standing) -> Kind:
        """Whether an answer, small talk or another door stands there."""
        return self._shelf.entries[standing.row].kind

    def _alone(self, reading: Reading) -> list[Standing]:
        best = standings(self._views.features(reading), self.numbers.weights)
        said_by = self._views.said_by(reading)
        if said_by is None:
            return best
        # Somebody of the city wrote this very question down: what is learned from all wordings must not outvote it.
        others = [one for one in best if one.row != said_by]
        return [
            Standing(row=said_by, probability=_WORD_FOR_WORD),
            *(Standing(row=one.row, probability=one.probability * (1 - _WORD_FOR_WORD)) for one in others),
        ]

    def _within(self, reading: Reading, topic: str) -> list[Standing]:
        """The same question with the last subject's name before it; only its entries compete."""
        rows = self._shelf.numbers_of(topic)
        if not rows:
            return []
        entries = [self._shelf.entries[row] for row in rows]
        overview = next((entry for entry in entries if entry.is_overview), entries[0])
        full = self._views.reader.read(f"{_label(overview, reading.language)} {reading.text}")
        seen = self._views.features(full, also=rows)
        inside = sum(one.probability for one in standings(seen, self.numbers.weights) if one.row in rows)
        # The name alone would pull towards the overview, so the question as it was typed chooses as much.
        typed = self._views.features(reading, also=rows)
        return chosen(mean_features(seen.of(rows), typed.of(rows)), self.numbers.weights, inside)


def rank(outcome: Outcome) -> tuple[int, float]:
    """The better outcome first: a certain answer, an offer, small talk or another door, nothing."""
    if isinstance(outcome, Found):
        return (0 if outcome.entry.kind is Kind.ANSWER else 2, -outcome.score)
    if isinstance(outcome, Unsure):
        return (1, -sum(candidate.score for candidate in outcome.candidates))
    return (3, -outcome.nearest)


def _is_asked(entry: Entry, reading: Reading) -> bool:
    """Whether the entry tells what the small words of a question ask for."""
    return entry.aspect in asked_aspects([word.meant for word in reading.words])


def _label(entry: Entry, language: Language | None) -> str:
    wanted = Language.ENGLISH if language is Language.ENGLISH else Language.GERMAN
    variant = entry.variants.get(wanted) or next(iter(entry.variants.values()))
    return variant.label
