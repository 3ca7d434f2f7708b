"""One question, perhaps leaning on the last answer: how all entries stand to it, and what outcome that is."""

from collections.abc import Sequence

from knowledge.entries import Entry, Kind, Language
from knowledge.language.reading import Reading
from knowledge.search.aspects import asked_aspects, is_cue
from knowledge.search.decision import Standing, chosen, standings
from knowledge.search.features import Features, mean_features
from knowledge.search.numbers import Numbers
from knowledge.search.outcomes import Candidate, Found, Outcome, Unknown, Unsure, certainty_of
from knowledge.search.shelf import Shelf
from knowledge.search.subjects import Leaning
from knowledge.search.views import Look, Views

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
        return self.weigh_all([question], topic)[0]

    def weigh_all(self, questions: Sequence[str], topic: str | None) -> list[list[Standing]]:
        """The same for each of several questions, looked at in one go."""
        readings = [self._views.reader.read(question) for question in questions]
        rows = self._shelf.numbers_of(topic) if topic is not None else []
        leanings = [self._leaning(reading, topic) if topic and rows else Leaning.NOT for reading in readings]
        named = {
            place: self._with_name(readings[place], rows)
            for place, leaning in enumerate(leanings)
            if leaning is not Leaning.NOT
        }
        looks = self._views.look([*readings, *named.values()])
        full = dict(zip(named, looks[len(readings) :], strict=True))
        return [
            self._leaned(looks[place], full[place], leaning, rows)
            if place in full
            else self._alone(looks[place], self._views.features(looks[place]))
            for place, leaning in enumerate(leanings)
        ]

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

    def _leaning(self, reading: Reading, topic: str) -> Leaning:
        if len(reading.words) > _LONGEST_LEANING:
            return Leaning.NOT
        return self._views.subjects.leans_on(topic, reading)

    def _alone(self, look: Look, features: Features) -> list[Standing]:
        if not look.question.words:
            return []
        best = standings(features, self.numbers.weights)
        said_by = self._views.said_by(look.question)
        if said_by is None:
            return best
        # Somebody of the city wrote this very question down: what is learned from all wordings must not outvote it.
        others = [one for one in best if one.row != said_by]
        return [
            Standing(row=said_by, probability=_WORD_FOR_WORD),
            *(Standing(row=one.row, probability=one.probability * (1 - _WORD_FOR_WORD)) for one in others),
        ]

    def _leaned(self, look: Look, named: Look, leaning: Leaning, rows: Sequence[int]) -> list[Standing]:
        """Whether a question that leans on the last subject is better answered by the entries of that subject alone,
        or by all. `look` is at the question as it was typed, `named` at it with the subject's name before it."""
        typed = self._views.features(look, also=rows)
        alone = self._alone(look, typed.of(look.rows.tolist()))
        found_alone = self.decide(alone)
        if isinstance(found_alone, Found) and found_alone.entry.kind is Kind.SMALLTALK and found_alone.score >= _SAID:
            return alone
        within = self._within(typed, self._views.features(named, also=rows), rows)
        found = self.decide(within)
        if isinstance(found, Found) and (leaning is Leaning.POINTS_BACK or _is_asked(found.entry, look.question)):
            return within
        if isinstance(found_alone, Found) and found_alone.score >= _CLEAR:
            return alone
        is_offer = leaning is Leaning.POINTS_BACK and isinstance(found, Unsure)
        return within if is_offer or rank(found) <= rank(found_alone) else alone

    def _with_name(self, reading: Reading, rows: Sequence[int]) -> Reading:
        """The same question with the name of the subject of these entries before it."""
        entries = [self._shelf.entries[row] for row in rows]
        overview = next((entry for entry in entries if entry.is_overview), entries[0])
        return self._views.reader.read(f"{_label(overview, reading.language)} {reading.text}")

    def _within(self, typed: Features, named: Features, rows: Sequence[int]) -> list[Standing]:
        """How these entries alone stand to a question."""
        inside = sum(one.probability for one in standings(named, self.numbers.weights) if one.row in rows)
        # The name alone would pull towards the overview, so the question as it was typed chooses as much.
        return chosen(mean_features(named.of(rows), typed.of(rows)), self.numbers.weights, inside)


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
