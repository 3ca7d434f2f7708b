"""From a question to an answer, without memory: what a person said and talked about comes in, the replies come out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.answering.cards import card, contact_button, entry_button, menu_button, pass_on_button
from bot.answering.choosing import Chosen, chosen_by
from bot.conversation.words import Button, Reply, reference
from bot.texts import TextBook, Texts
from knowledge.emergencies.alarm import Alarm
from knowledge.emergencies.dangers import Danger
from knowledge.entries import Entry, Kind, Language, Library
from knowledge.language.sentences import likely_questions
from knowledge.search.finding import Search
from knowledge.search.meaning import SentenceModel
from knowledge.search.outcomes import Candidate, Found, Unknown, Unsure, shared_subject

MISSES_BEFORE_CONTACT = 2
"""After so many questions in a row without an answer, a person of the city is offered first (Rasa's two-stage idea)."""
LETTER = 800
"""Characters from which on a message is a letter: the person is told which sentence was taken for the question."""


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
    language: Language
    entry: Entry | None = None
    score: float = 1.0
    choices: Sequence[Candidate] = ()
    others: Sequence[Candidate] = ()
    """What else may have been meant, for "not my question"."""


@dataclass(frozen=True, kw_only=True)
class Memory:
    """What of a conversation the next answer needs."""

    subject: str | None = None
    entry: str | None = None
    """The entry that was shown last."""
    misses: int = 0
    """Questions in a row without an answer."""
    offered: Sequence[str] = ()
    """The entries among which the person was asked to choose just now."""

    def after(self, answer: Answer) -> "Memory":
        """What is remembered after an answer. Small talk and emergencies change nothing."""
        match answer.kind:
            case AnswerKind.ANSWER if answer.entry:
                return Memory(subject=answer.entry.subject, entry=answer.entry.id)
            case AnswerKind.CHOICES:
                subject = shared_subject(answer.choices) or self.subject
                return replace(self, subject=subject, offered=[one.entry.id for one in answer.choices])
            case AnswerKind.UNKNOWN:
                return replace(self, misses=self.misses + 1, offered=())
            case _:
                return self


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Answers questions from the library."""

    library: Library
    search: Search
    alarm: Alarm
    textbook: TextBook
    model: SentenceModel | None
    """What knows the meaning of sentences, for other rooms that compare texts."""

    def emergency(self, text: str, *, chosen: str | None, hint: str | None = None) -> Answer | None:
        """The emergency card, if the words of a message call for it."""
        danger = self.alarm.danger_in(text)
        if danger is None:
            return None
        texts = self.texts_of(text, chosen, hint)
        key = {Danger.RESCUE: "emergency.rescue", Danger.POLICE: "emergency.police", Danger.CRISIS: "emergency.crisis"}
        card = Reply(text=texts.say(key[danger]))
        return Answer(kind=AnswerKind.EMERGENCY, replies=[card], language=texts.language)

    def to(self, question: str, memory: Memory, *, chosen: str | None, hint: str | None = None, today: date) -> Answer:
        """Answer a question. `chosen` is the person's language, `hint` what they spoke last or what their device says.

        Of several questions in one message the first is answered and the others are offered.
        """
        texts = self.texts_of(question, chosen, hint)
        if (picked := self._picked(question, memory, texts, today)) is not None:
            return picked
        first, *more = self.search.find_all(question, topic=memory.subject)
        answer = self._answer(first, memory, texts, today)
        if answer.entry and answer.entry.id == memory.entry and self._leans(question):
            return replace(answer, replies=[_nothing_more(answer, texts)])
        asked_as_well = [outcome.entry for outcome in more if isinstance(outcome, Found)]
        if asked_as_well:
            answer = replace(answer, replies=[*answer.replies, _more(asked_as_well, texts)])
        if len(question) > LETTER and answer.kind in {AnswerKind.ANSWER, AnswerKind.CHOICES}:
            answer = replace(answer, replies=[*_read_as(question, texts), *answer.replies])
        return answer

    def _leans(self, question: str) -> bool:
        """Whether a question says something only together with the answer before it."""
        return self.search.names_nothing(question) or isinstance(self.search.find(question), Unknown)

    def _picked(self, question: str, memory: Memory, texts: Texts, today: date) -> Answer | None:
        """The answer to a choice that was made in words; None when something else was said."""
        offered = [entry for id in memory.offered if (entry := self.library.entry(id)) is not None]
        chosen = chosen_by(question, len(offered))
        if chosen is None:
            return None
        if chosen is Chosen.NONE:
            replies = [not_known(texts, misses=memory.misses)]
            return Answer(kind=AnswerKind.UNKNOWN, replies=replies, language=texts.language, score=0.0)
        if chosen is Chosen.YES and len(offered) > 1:
            return self._offer([Candidate(entry=entry, score=1.0) for entry in offered], texts)
        entry = offered[0 if chosen is Chosen.YES else chosen]
        shown = [card(entry, self.library, texts, today)]
        return Answer(kind=AnswerKind.ANSWER, replies=shown, language=texts.language, entry=entry)

    def _answer(self, outcome: Found | Unsure | Unknown, memory: Memory, texts: Texts, today: date) -> Answer:
        language = texts.language
        match outcome:
            case Found(entry=entry, score=score, others=others):
                shown = [card(entry, self.library, texts, today)]
                if entry.kind is Kind.ELSEWHERE:
                    return Answer(kind=AnswerKind.UNKNOWN, replies=shown, language=language, score=score)
                kind = AnswerKind.SMALLTALK if entry.kind is Kind.SMALLTALK else AnswerKind.ANSWER
                return Answer(kind=kind, replies=shown, language=language, entry=entry, score=score, others=others)
            case Unsure(candidates=candidates):
                return self._offer(candidates, texts)
            case Unknown(nearest=nearest, related=related):
                replies = [not_known(texts, related, memory.misses)]
                return Answer(kind=AnswerKind.UNKNOWN, replies=replies, language=language, score=nearest)

    def _offer(self, candidates: Sequence[Candidate], texts: Texts) -> Answer:
        key = "choices.ask" if len(candidates) > 1 else "choices.ask_one"
        return Answer(
            kind=AnswerKind.CHOICES,
            replies=[choice([one.entry for one in candidates], key, texts)],
            language=texts.language,
            score=candidates[0].score,
            choices=candidates,
        )

    def texts_of(self, question: str, chosen: str | None, hint: str | None) -> Texts:
        """The language of an answer: the one that was chosen, or that of the question."""
        return self.textbook.of(chosen or self.search.language_of(question) or hint)


def choice(entries: Sequence[Entry], key: str, texts: Texts) -> Reply:
    """Entries to choose from, under the words of `key`: their titles as text, their labels as buttons."""
    titles = "\n".join(f"- {entry.variants[texts.language].title}" for entry in entries)
    none = Button(label=texts.say("button.none"), reference=reference("none"))
    return Reply(text=f"{texts.say(key)}\n\n{titles}", buttons=[*(entry_button(one, texts) for one in entries), none])


def not_known(texts: Texts, related: Sequence[Candidate] = (), misses: int = 0) -> Reply:
    """The honest no, with the ways on. Who got it before is shown a person of the city first."""
    contact, pass_on = contact_button(texts), pass_on_button(texts)
    near = [entry_button(candidate.entry, texts) for candidate in related[:2]]
    if misses + 1 >= MISSES_BEFORE_CONTACT:
        return Reply(text=texts.say("unknown.again"), buttons=[contact, pass_on, *near, menu_button(texts)])
    return Reply(text=texts.say("unknown.once"), buttons=[*near, pass_on, contact, menu_button(texts)])


def _nothing_more(answer: Answer, texts: Texts) -> Reply:
    """The answer was just given, and it says nothing more about what is asked now: better than the same text again."""
    return Reply(
        text=texts.say("answer.same"),
        buttons=[contact_button(texts), *answer.replies[0].buttons[:2], menu_button(texts)],
    )


def _more(entries: Sequence[Entry], texts: Texts) -> Reply:
    return Reply(text=texts.say("answer.more"), buttons=[entry_button(entry, texts) for entry in entries])


def _read_as(question: str, texts: Texts) -> list[Reply]:
    """Which sentence of a letter is answered."""
    return [Reply(text=texts.say("answer.read_as", question=one)) for one in likely_questions(question, most=1)]
