"""The door of the search: `find` takes what somebody typed and gives one of three outcomes."""

from collections.abc import Sequence
from pathlib import Path

from knowledge.entries import Entry, Kind, Language, Library
from knowledge.language.reading import Reading
from knowledge.language.sentences import is_long, parts_of
from knowledge.search.decision import Bands, Standing, Weights, chosen, standings
from knowledge.search.features import Features, mean_features
from knowledge.search.meaning import SentenceModel
from knowledge.search.numbers import BANDS, ON_WORDS_ALONE, WITH_MEANING
from knowledge.search.outcomes import Candidate, Found, Outcome, Unknown, Unsure
from knowledge.search.shelf import Shelf
from knowledge.search.subjects import Leaning
from knowledge.search.views import Views

_MOST_OFFERED = 3
_LONGEST_LEANING = 8
"""A follow-up is short; a longer question says itself what it is about."""

_CLEAR = 0.5
"""What a short question finds by itself with this probability is not read with the last subject."""


class Search:
    """Finds the one entry that answers, a few that may be meant, or nothing. `cache` keeps meanings between starts."""

    def __init__(
        self,
        library: Library,
        model: SentenceModel | None,
        *,
        cache: Path | None = None,
        weights: Weights | None = None,
        bands: Bands = BANDS,
    ) -> None:
        self.meaning = model.name if model else "none"
        self._shelf = Shelf(library)
        self._views = Views(self._shelf, model, cache=cache)
        self._weights = weights or (WITH_MEANING if model else ON_WORDS_ALONE)
        self._bands = bands
        self._labels = {
            subject: [self._shelf.entries[row] for row in self._shelf.numbers_of(subject)]
            for subject in {entry.subject for entry in self._shelf.entries}
        }

    def language_of(self, question: str) -> Language | None:
        """German, English, or None when the words could be either."""
        return self._views.reader.read(question).language

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries in the order of the rows of `features`."""
        return self._shelf.entries

    def features(self, question: str) -> Features:
        """What the decision sees of a question: for fitting its numbers, and for finding out why."""
        return self._views.features(self._views.reader.read(question))

    def find(self, question: str, *, topic: str | None = None) -> Outcome:
        """The outcome for a question. `topic` is the subject of the last answer, for "und was kostet das?"."""
        parts = parts_of(question)
        if len(parts) > 1 or is_long(question):
            topic = self._views.subjects.told_of(self._views.reader.read(question)) or topic
        outcomes = [self._find_one(part, topic) for part in parts]
        return min(outcomes, key=_rank, default=Unknown(nearest=0.0))

    def _find_one(self, question: str, topic: str | None) -> Outcome:
        reading = self._views.reader.read(question)
        if not reading.words:
            return Unknown(nearest=0.0)
        leaning = Leaning.NOT
        if topic is not None and len(reading.words) <= _LONGEST_LEANING:
            leaning = self._views.subjects.leans_on(topic, reading)
        if topic is None or leaning is Leaning.NOT:
            return self._decide(self._standings(reading))
        within = self._find_within(reading, topic)
        if leaning is Leaning.POINTS_BACK and isinstance(within, Found):
            return within
        alone = self._decide(self._standings(reading))
        if isinstance(alone, Found) and alone.score >= _CLEAR:
            return alone
        if leaning is Leaning.POINTS_BACK and isinstance(within, Unsure):
            return within
        return min(within, alone, key=_rank)

    def _find_within(self, reading: Reading, topic: str) -> Outcome:
        """The same question with the last subject's name before it; only its entries compete."""
        entries = self._labels.get(topic, [])
        if not entries:
            return Unknown(nearest=0.0)
        overview = next((entry for entry in entries if entry.is_overview), entries[0])
        name = _label(overview, reading.language)
        full = self._views.reader.read(f"{name} {reading.text}")
        rows = self._shelf.numbers_of(topic)
        seen = self._views.features(full)
        inside = sum(one.probability for one in standings(seen, self._weights) if one.row in rows)
        # The name alone would pull towards the overview, so the question as it was typed chooses as much.
        return self._decide(chosen(mean_features(seen, self._views.features(reading)), self._weights, rows, inside))

    def _standings(self, reading: Reading) -> list[Standing]:
        return standings(self._views.features(reading), self._weights)

    def _entry(self, standing: Standing) -> Entry:
        return self._shelf.entries[standing.row]

    def _candidates(self, best: Sequence[Standing]) -> list[Candidate]:
        return [Candidate(entry=self._entry(one), score=one.probability) for one in best]

    def _decide(self, best: Sequence[Standing]) -> Outcome:
        """The three bands; and the other door, where it is likelier than all answers together."""
        if not best:
            return Unknown(nearest=0.0)
        bands = self._bands
        ranked = self._candidates(best)
        first = ranked[0]
        answers = [one for one in ranked if one.entry.kind is Kind.ANSWER]
        inside = sum(one.score for one in answers)
        if first.entry.kind is not Kind.ANSWER and first.score >= max(bands.door, inside):
            return Found(entry=first.entry, score=first.score)
        if inside >= bands.inside and answers[0].score >= bands.lead * inside:
            return Found(entry=answers[0].entry, score=answers[0].score, others=answers[1 : 1 + _MOST_OFFERED])
        offered = [one for one in answers if one.score >= bands.choice][:_MOST_OFFERED]
        if inside >= bands.offer and offered:
            return Unsure(candidates=offered)
        return Unknown(nearest=first.score, related=answers[:_MOST_OFFERED])


def _rank(outcome: Outcome) -> tuple[int, float]:
    """The better outcome first: a certain answer, an offer, small talk or another door, nothing."""
    if isinstance(outcome, Found):
        return (0 if outcome.entry.kind is Kind.ANSWER else 2, -outcome.score)
    if isinstance(outcome, Unsure):
        return (1, -sum(candidate.score for candidate in outcome.candidates))
    return (3, -outcome.nearest)


def _label(entry: Entry, language: Language | None) -> str:
    wanted = Language.ENGLISH if language is Language.ENGLISH else Language.GERMAN
    variant = entry.variants.get(wanted) or next(iter(entry.variants.values()))
    return variant.label
