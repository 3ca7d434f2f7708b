"""What is said in the chat about questions: each handler reads where the person stands, answers, and notes it down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.answering.ageing import as_confirmed
from bot.answering.answers import Answer, AnswerKind, Answers, Memory, not_known
from bot.answering.cards import card
from bot.conversation.routing import Turn
from bot.conversation.words import Reply
from bot.texts import Texts
from knowledge.entries import Entry, Language
from storage.people import PersonRow


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
        answer = await self._ask(turn)
        self._remember(turn, answer)
        return answer.replies

    async def sure(self, turn: Turn) -> Sequence[Reply] | None:
        """A listener for forms: what is asked in between, if there is one certain answer to it."""
        answer = await self._ask(turn)
        if answer.kind is not AnswerKind.ANSWER:
            return None
        self._remember(turn, answer)
        return answer.replies

    async def certain(self, turn: Turn, before: str, names: Callable[[str], bool]) -> Sequence[Reply] | None:
        """The answer to a question that another room has heard first, with the words of the key `before` above it; None
        unless one entry answers it with certainty, whose title `names` what was asked for."""
        answer = await self._ask(turn)
        if answer.kind is not AnswerKind.ANSWER or answer.entry is None or not names(answer.replies[0].title):
            return None
        self._remember(turn, answer)
        first, *rest = answer.replies
        said = self.answers.textbook.of(answer.language).say(before)
        return [replace(first, text=f"{said}\n\n{first.text}"), *rest]

    def texts_of(self, turn: Turn) -> Texts:
        """The language in which a question of this turn is answered, whichever room answers it."""
        person = turn.person
        return self.answers.texts_of(turn.argument, person.language, person.spoken or turn.incoming.language)

    async def _ask(self, turn: Turn) -> Answer:
        person = turn.person
        answers = replace(self.answers, library=await as_confirmed(turn.session, self.answers.library))
        return answers.to(
            turn.incoming.text,
            _memory_of(person),
            chosen=person.language,
            hint=person.spoken or turn.incoming.language,
            today=self._today(turn),
        )

    def _remember(self, turn: Turn, answer: Answer) -> None:
        person = turn.person
        after = _memory_of(person).after(answer)
        person.spoken = answer.language
        if answer.entry and answer.kind is AnswerKind.ANSWER:
            _show(turn, answer.entry, others=" ".join(other.entry.id for other in answer.others))
        person.subject, person.misses, person.offered = after.subject, after.misses, " ".join(after.offered)

    async def entry(self, turn: Turn) -> Sequence[Reply]:
        """A button or a printed code asks for one entry."""
        return await self._shown(turn, turn.texts)

    async def simple(self, turn: Turn) -> Sequence[Reply]:
        """The same entry in plain German."""
        return await self._shown(turn, self.answers.textbook.of(Language.SIMPLE))

    async def standard(self, turn: Turn) -> Sequence[Reply]:
        """The same entry in the usual German."""
        return await self._shown(turn, self.answers.textbook.of(Language.GERMAN))

    async def none_of_these(self, turn: Turn) -> Sequence[Reply]:
        """No candidate was meant."""
        turn.person.misses += 1
        turn.person.offered = None
        return [not_known(turn.texts, misses=turn.person.misses - 1)]

    async def _shown(self, turn: Turn, texts: Texts) -> Sequence[Reply]:
        entry = self.answers.library.entry(turn.argument)
        if entry is None:
            return [Reply(text=turn.texts.say("entry.gone"))]
        _show(turn, entry, others=turn.person.others if turn.person.entry == entry.id else None)
        turn.person.spoken = texts.language
        return [card(entry, await as_confirmed(turn.session, self.answers.library), texts, self._today(turn))]

    def _today(self, turn: Turn) -> date:
        return turn.now.astimezone(self.zone).date()


def _memory_of(person: PersonRow) -> Memory:
    return Memory(
        subject=person.subject,
        entry=person.entry,
        misses=person.misses,
        offered=(person.offered or "").split(),
    )


def _show(turn: Turn, entry: Entry, *, others: str | None) -> None:
    """Note what is talked about; an answer that is new to the person may be judged."""
    person = turn.person
    if person.entry != entry.id:
        person.judged = None
    person.subject, person.entry, person.others = entry.subject, entry.id, others
    person.misses, person.offered, person.event = 0, None, None
