"""From a question to an answer, without memory: what a person said and talked about comes in, the replies come out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.answering.cards import card, contact_button, entry_button, menu_button
from bot.conversation.words import Button, Reply, reference
from bot.texts import TextBook, Texts
from knowledge.emergencies.alarm import Alarm
from knowledge.emergencies.dangers import Danger
from knowledge.entries import Entry, Kind, Library
from knowledge.search.finding import Search
from knowledge.search.outcomes import Candidate, Found, Unknown, Unsure

MISSES_BEFORE_CONTACT = 2
"""After so many questions in a row without an answer, a person of the city is offered first (Rasa's two-stage idea)."""


class AnswerKind(StrEnum):
    """What came of a question, in the words of `ask --json`."""

    ANSWER = "answer"
    CHOICES = "choices"
    UNKNOWN = "unknown"
    EMERGENCY = "emergency"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came of a question. `entry` is set where one entry answered; `score` is 0 to 1."""

    kind: AnswerKind
    replies: Sequence[Reply]
    entry: Entry | None = None
    score: float = 1.0
    choices: Sequence[Candidate] = ()
    others: Sequence[Candidate] = ()
    """What else may have been meant, for "not my question"."""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Answers questions from the library."""

    library: Library
    search: Search
    alarm: Alarm
    textbook: TextBook

    def emergency(self, text: str, language: str | None) -> Answer | None:
        """The emergency card, if the words of a message call for it."""
        danger = self.alarm.danger_in(text)
        if danger is None:
            return None
        texts = self._texts(text, None, language)
        key = {Danger.RESCUE: "emergency.rescue", Danger.POLICE: "emergency.police", Danger.CRISIS: "emergency.crisis"}
        return Answer(kind=AnswerKind.EMERGENCY, replies=[Reply(text=texts.say(key[danger]))])

    def to(
        self,
        question: str,
        *,
        chosen: str | None,
        hint: str | None = None,
        subject: str | None = None,
        misses: int = 0,
        today: date,
    ) -> Answer:
        """Answer a question. `chosen` is the person's language, `hint` what their device says; `subject` is what was
        talked about last, `misses` how many questions before went unanswered."""
        texts = self._texts(question, chosen, hint)
        first, *more = self.search.find_all(question, topic=subject)
        match first:
            case Found(entry=entry, score=score) if entry.kind is Kind.ELSEWHERE:
                return Answer(kind=AnswerKind.UNKNOWN, replies=[card(entry, self.library, texts, today)], score=score)
            case Found(entry=entry, score=score, others=others):
                kind = AnswerKind.SMALLTALK if entry.kind is Kind.SMALLTALK else AnswerKind.ANSWER
                replies = [card(entry, self.library, texts, today)]
                if more:
                    replies.append(_asked_as_well([one.entry for one in more if isinstance(one, Found)], texts))
                return Answer(kind=kind, replies=replies, entry=entry, score=score, others=others)
            case Unsure(candidates=candidates):
                return Answer(
                    kind=AnswerKind.CHOICES,
                    replies=[_choices(candidates, texts)],
                    score=candidates[0].score,
                    choices=candidates,
                )
            case Unknown(nearest=nearest, related=related):
                return Answer(kind=AnswerKind.UNKNOWN, replies=[not_known(texts, related, misses)], score=nearest)

    def _texts(self, question: str, chosen: str | None, hint: str | None) -> Texts:
        return self.textbook.of(chosen or self.search.language_of(question) or hint)


def not_known(texts: Texts, related: Sequence[Candidate] = (), misses: int = 0) -> Reply:
    """The honest no, with the ways on. Who got it before is shown a person of the city first."""
    contact = contact_button(texts)
    near = [entry_button(candidate.entry, texts) for candidate in related[:2]]
    if misses + 1 >= MISSES_BEFORE_CONTACT:
        return Reply(text=texts.say("unknown.again"), buttons=[contact, *near, menu_button(texts)])
    return Reply(text=texts.say("unknown.once"), buttons=[*near, contact, menu_button(texts)])


def _choices(candidates: Sequence[Candidate], texts: Texts) -> Reply:
    titles = "\n".join(f"- {candidate.entry.variants[texts.language].title}" for candidate in candidates)
    return Reply(
        text=f"{texts.say('choices.ask')}\n\n{titles}",
        buttons=[
            *(entry_button(candidate.entry, texts) for candidate in candidates),
            Button(label=texts.say("button.none"), reference=reference("none")),
        ],
    )


def _asked_as_well(entries: Sequence[Entry], texts: Texts) -> Reply:
    """The first question of a message is answered; the others wait for a press."""
    return Reply(text=texts.say("answer.more"), buttons=[entry_button(entry, texts) for entry in entries])
