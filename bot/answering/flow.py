"""What is said in the chat about questions: each handler reads where the person stands, answers, and notes it down."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.answering.answers import Answer, AnswerKind, Answers, not_known
from bot.answering.cards import card
from bot.conversation.routing import Turn
from bot.conversation.words import Reply
from bot.texts import Texts
from knowledge.entries import Entry, Language


@dataclass(frozen=True, kw_only=True)
class AnsweringFlow:
    """The handlers of this room."""

    answers: Answers
    zone: ZoneInfo

    def emergency(self, turn: Turn) -> Sequence[Reply] | None:
        """Emergency words come first, in every state."""
        found = self.answers.emergency(turn.incoming.text, turn.person.language or turn.incoming.language)
        return found.replies if found else None

    async def question(self, turn: Turn) -> Sequence[Reply]:
        """A question in free text. Who was never told what this is, is told in a few words first."""
        answer = self.answers.to(
            turn.incoming.text,
            chosen=turn.person.language,
            hint=turn.incoming.language,
            subject=turn.person.subject,
            misses=turn.person.misses,
            today=turn.now.astimezone(self.zone).date(),
        )
        self._note(turn, answer)
        stranger = not turn.known and not turn.incoming.group
        return [Reply(text=turn.texts.say("start.notice")), *answer.replies] if stranger else answer.replies

    async def entry(self, turn: Turn) -> Sequence[Reply]:
        """A button or a printed code asks for one entry."""
        return self._shown(turn, turn.texts)

    async def simple(self, turn: Turn) -> Sequence[Reply]:
        """The same entry in plain German."""
        return self._shown(turn, self.answers.textbook.of(Language.SIMPLE))

    async def standard(self, turn: Turn) -> Sequence[Reply]:
        """The same entry in the usual German."""
        return self._shown(turn, self.answers.textbook.of(Language.GERMAN))

    async def none_of_these(self, turn: Turn) -> Sequence[Reply]:
        """No candidate was meant."""
        turn.person.misses += 1
        return [not_known(turn.texts, misses=turn.person.misses - 1)]

    def _shown(self, turn: Turn, texts: Texts) -> Sequence[Reply]:
        entry = self.answers.library.entry(turn.argument)
        if entry is None:
            return [Reply(text=turn.texts.say("entry.gone"))]
        _talked_about(turn, entry, others=turn.person.others if turn.person.entry == entry.id else None)
        return [card(entry, self.answers.library, texts, turn.now.astimezone(self.zone).date())]

    def _note(self, turn: Turn, answer: Answer) -> None:
        if answer.entry and answer.kind is AnswerKind.ANSWER:
            _talked_about(turn, answer.entry, others=" ".join(other.entry.id for other in answer.others))
        elif answer.kind is AnswerKind.UNKNOWN:
            turn.person.misses += 1


def _talked_about(turn: Turn, entry: Entry, *, others: str | None) -> None:
    person = turn.person
    if person.entry != entry.id:
        person.judged = None
    person.subject, person.entry, person.others, person.misses = entry.subject, entry.id, others, 0
