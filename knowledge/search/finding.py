"""The door of the search: `find` takes what somebody typed and gives one of three outcomes."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from knowledge.entries import Entry, Kind, Language, Library
from knowledge.language.sentences import is_long, parts_of, questions_of
from knowledge.search.asking import MOST_OFFERED, Asking, rank
from knowledge.search.decision import Standing
from knowledge.search.features import Features
from knowledge.search.meaning import SentenceModel
from knowledge.search.numbers import Numbers, read_numbers
from knowledge.search.outcomes import Candidate, Found, Outcome, Unsure
from knowledge.search.shelf import Shelf
from knowledge.search.views import Views

_IN_A_STORY = 2
_IN_A_FEW_SENTENCES = 3
"""How far the surer of two sentences beats the other. In a story any sentence may be surely about nothing asked."""

_MOST_QUESTIONS = 3
_MOST_ENDINGS = 3
_WORTH_A_CARD = 0.03


class Search:
    """Finds the one entry that answers, a few that may be meant, or nothing. `cache` keeps tables between starts."""

    def __init__(
        self,
        library: Library,
        model: SentenceModel | None,
        *,
        cache: Path | None = None,
        numbers: Numbers | None = None,
    ) -> None:
        self.meaning = model.name if model else "none"
        self._shelf = Shelf(library)
        self._views = Views(self._shelf, model, cache=cache)
        self._asking = Asking(self._shelf, self._views, numbers or read_numbers(with_meaning=model is not None))

    def decide_by(self, numbers: Numbers) -> None:
        """Take other numbers: the training tries many on one search."""
        self._asking.numbers = numbers

    def language_of(self, question: str) -> Language | None:
        """German, English, or None when the words could be either."""
        return self._views.reader.read(question).language

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries by their numbers, which `Features.rows` names."""
        return self._shelf.entries

    def features(self, question: str) -> Features:
        """What the decision sees of a question: for fitting its numbers, and for finding out why."""
        (look,) = self._views.look([self._views.reader.read(question)])
        return self._views.features(look)

    def find(self, question: str, *, topic: str | None = None) -> Outcome:
        """The outcome for a message. `topic` is the subject of the last answer, for "und was kostet das?"."""
        outcome = self._asking.decide(self._weigh(question, topic))
        if not isinstance(outcome, Found) or outcome.entry.kind is not Kind.ANSWER:
            return outcome
        if outcome.entry.subject != topic and self.names_nothing(question):
            first = Candidate(entry=outcome.entry, score=outcome.score)
            return Unsure(candidates=[first, *outcome.others][:MOST_OFFERED])
        return outcome

    def names_nothing(self, question: str) -> bool:
        """Whether a question says of nothing what it is about ("wo genau?"). What somebody of the city wrote down as a
        question ("Werden wir überwacht?") does."""
        return self._asking.says_nothing(question)

    def find_all(self, message: str, *, topic: str | None = None) -> Sequence[Outcome]:
        """The outcomes for a message that may ask several things, in its order; never empty.

        More than one only where each is a certain answer and they differ: the first is answered, the next offered.
        A question may lean on the one before it ("Was ist das Cockpit? Und was kostet es?").
        """
        found: list[Found] = []
        last = topic
        for question in questions_of(message):
            outcome = self.find(question, topic=last)
            if not isinstance(outcome, Found) or outcome.entry.kind is not Kind.ANSWER:
                continue
            last = outcome.entry.subject
            if outcome.entry.id not in [one.entry.id for one in found]:
                found.append(outcome)
        return found[:_MOST_QUESTIONS] if len(found) > 1 else [self.find(message, topic=topic)]

    def ranked(self, query: str, most: int = 10) -> list[Candidate]:
        """The answers that fit what is being typed, the best first; the last word may be half a word ("cock"). None for
        small talk and nonsense."""
        best: dict[str, Candidate] = {}
        for text in self._views.reader.endings(query, most=_MOST_ENDINGS):
            weighed = self._asking.weigh(text, None)
            outcome = self._asking.decide(weighed)
            if isinstance(outcome, Found) and outcome.entry.kind is Kind.SMALLTALK:
                continue
            for one in self._answers(weighed, most):
                known = best.get(one.entry.id)
                if known is None or known.score < one.score:
                    best[one.entry.id] = one
        worth = [one for one in best.values() if one.score >= _WORTH_A_CARD]
        return sorted(worth, key=lambda one: -one.score)[:most]

    def nearest(self, question: str, most: int = 3) -> list[Candidate]:
        """The answers nearest to a question, whether or not any of them answers it."""
        return self._answers(self._asking.weigh(question, None), most)

    def _answers(self, weighed: Sequence[Standing], most: int) -> list[Candidate]:
        ranked = [Candidate(entry=self._shelf.entries[one.row], score=one.probability) for one in weighed]
        return [one for one in ranked if one.entry.kind is Kind.ANSWER][:most]

    def _weigh(self, message: str, topic: str | None) -> list[Standing]:
        """The standing of the entries for a whole message: of its only sentence, or of all that may be its question."""
        parts = parts_of(message)
        if len(parts) <= 1 and not is_long(message):
            return self._asking.weigh(message, topic)
        topic = self._views.subjects.told_of(self._views.reader.read(message)) or topic
        sharpness = _IN_A_STORY if is_long(message) else _IN_A_FEW_SENTENCES
        return self._together(self._asking.weigh_all(parts, topic), sharpness)

    def _together(self, parts: Sequence[Sequence[Standing]], sharpness: int) -> list[Standing]:
        """Each entry stands as its sentences together say. Sentences that speak for different entries weaken each
        other, so that they end in an offer; greetings and other doors count only where nothing else was said."""
        answers = [[one for one in part if self._asking.kind(one) is Kind.ANSWER] for part in parts]
        inside = max((sum(one.probability for one in part) for part in answers), default=0.0)
        if inside < self._asking.numbers.bands.offer:
            # A greeting is one only as the whole message: "Wie geht das?" behind a report of rubbish is no small talk.
            serious = [part for part in parts[1:] if part and self._asking.kind(part[0]) is not Kind.SMALLTALK]
            ranked = sorted([*parts[:1], *serious], key=lambda part: rank(self._asking.decide(part)))
            return list(ranked[0]) if ranked else []
        together: dict[int, float] = defaultdict(float)
        for one in chain.from_iterable(answers):
            together[one.row] += one.probability**sharpness
        scale = inside / sum(together.values())
        best = sorted(together.items(), key=lambda pair: -pair[1])
        return [Standing(row=row, probability=weight * scale) for row, weight in best]
