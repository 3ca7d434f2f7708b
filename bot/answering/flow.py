"""What is said in the chat about questions: each handler reads where the person stands, answers, and notes it down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.answering.answers import Answer, AnswerKind, Answers, Memory, not_known
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
        person = turn.person
        found = self.answers.emergency(
            turn.incoming.text, chosen=person.language, hint=person.spoken or turn.incoming.language
        )
        return found.replies if found else None

    async def question(self, turn: Turn) -> Sequence[Reply]:
        """A question in free text."""
        return self._given(turn, *self._answer(turn))

    async def sure(self, turn: Turn) -> Sequence[Reply] | None:
        """A listener for forms: what is asked in between, if there is one certain answer to it."""
        memory, answer = self._answer(turn)
        return self._given(turn, memory, answer) if answer.kind is AnswerKind.ANSWER else None

    def _answer(self, turn: Turn) -> tuple[Memory, Answer]:
        person = turn.person
        memory = Memory(
            subject=person.subject,
            entry=person.entry,
            misses=person.misses,
            offered=(person.offered or "").split(),
        )
        answer = self.answers.to(
            turn.incoming.text,
            memory,
            chosen=person.language,
            hint=person.spoken or turn.incoming.language,
            today=self._today(turn),
        )
        return memory, answer

    def _given(self, turn: Turn, memory: Memory, answer: Answer) -> Sequence[Reply]:
        person = turn.person
        person.spoken = answer.language
        if answer.entry and answer.kind is AnswerKind.ANSWER:
            _show(turn, answer.entry, others=" ".join(other.entry.id for other in answer.others))
        after = memory.after(answer)
        person.subject, person.misses, person.offered = after.subject, after.misses, " ".join(after.offered)
        return answer.replies

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
        turn.person.offered = None
        return [not_known(turn.texts, misses=turn.person.misses - 1)]

    def _shown(self, turn: Turn, texts: Texts) -> Sequence[Reply]:
        entry = self.answers.library.entry(turn.argument)
        if entry is None:
            return [Reply(text=turn.texts.say("entry.gone"))]
        _show(turn, entry, others=turn.person.others if turn.person.entry == entry.id else None)
        turn.person.spoken = texts.language
        return [card(entry, self.answers.library, texts, self._today(turn))]

    def _today(self, turn: Turn) -> date:
        return turn.now.astimezone(self.zone).date()


def _show(turn: Turn, entry: Entry, *, others: str | None) -> None:
    """Note what is talked about; an answer that is new to the person may be judged."""
    person = turn.person
    if person.entry != entry.id:
        person.judged = None
    person.subject, person.entry, person.others = entry.subject, entry.id, others
    person.misses, person.offered = 0, None
