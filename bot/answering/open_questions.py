"""Open questions from the staff's side: see them, answer one, and everybody who waits for it hears."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.answering.cards import contact_button
from bot.answering.passing_on import promised
from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.delivery.kinds import Kind
from bot.delivery.planning import schedule
from bot.texts import TextBook, Texts
from storage import audit, deliveries, questions, subscriptions
from storage.database import Session
from storage.questions import OpenQuestionRow, Status

FORM = "question_answer"
MOST_SHOWN = 5
LONGEST = 1500
"""Characters of an answer; an answer of the knowledge base has 600."""


Words = Callable[[OpenQuestionRow, Texts], Reply]


@dataclass(frozen=True, kw_only=True)
class OpenQuestions:
    """The handlers of the staff's side; each needs the right to moderate."""

    textbook: TextBook
    zone: ZoneInfo

    async def show_all(self, turn: Turn) -> Sequence[Reply]:
        """What waits, the promised first."""
        waiting = await questions.still_open(turn.session)
        if not waiting:
            return [Reply(text=turn.texts.say("questions.none"))]
        counts = await questions.count_askers(turn.session)
        lines = [
            turn.texts.say(
                "questions.line", number=one.id, question=_short(one.text), waiting=counts.get(one.id, 0),
                day=self._day(one, turn.texts),
            )
            for one in waiting[:MOST_SHOWN]
        ]  # fmt: skip
        buttons = [
            Button(label=turn.texts.say("questions.open", number=one.id), reference=reference("question", str(one.id)))
            for one in waiting[:MOST_SHOWN]
        ]
        return [Reply(text="\n\n".join([turn.texts.say("questions.all", count=len(waiting)), *lines]), buttons=buttons)]

    async def show(self, turn: Turn) -> Sequence[Reply]:
        """One question in full."""
        question = await self._chosen(turn)
        if question is None:
            return [Reply(text=turn.texts.say("questions.gone"))]
        waiting = len(await questions.askers(turn.session, question.id))
        text = turn.texts.say(
            "questions.one", number=question.id, question=question.text, waiting=waiting,
            day=self._day(question, turn.texts),
        )  # fmt: skip
        return [Reply(text=text, buttons=self._deeds(question, turn.texts))]

    async def begin(self, turn: Turn) -> Sequence[Reply]:
        """An answer is to be typed."""
        question = await self._chosen(turn)
        if question is None:
            return [Reply(text=turn.texts.say("questions.gone"))]
        turn.person.form = f"{FORM}:{question.id}"
        return [Reply(text=turn.texts.say("questions.type", number=question.id, most=LONGEST))]

    async def typed(self, turn: Turn) -> Sequence[Reply]:
        """The answer, as it will be read, before it goes out."""
        question = await self._chosen(turn)
        if question is None:
            turn.person.form = None
            return [Reply(text=turn.texts.say("questions.gone"))]
        text = turn.incoming.text
        if not text or len(text) > LONGEST:
            return [Reply(text=turn.texts.say("questions.type", number=question.id, most=LONGEST))]
        turn.person.form = None
        question.answer = text
        waiting = len(await questions.askers(turn.session, question.id))
        buttons = [
            Button(label=turn.texts.say("button.send"), reference=reference("question_send", str(question.id))),
            Button(label=turn.texts.say("button.other_words"), reference=reference("question_type", str(question.id))),
        ]
        preview = _answer(question, self.textbook.of(question.language))
        return [Reply(text=turn.texts.say("questions.preview", waiting=waiting)), replace(preview, buttons=buttons)]

    async def send(self, turn: Turn) -> Sequence[Reply]:
        """The answer goes to everybody who waits. Pressing twice sends once."""
        question = await self._chosen(turn)
        if question is None or not question.answer or turn.staff is None:
            return [Reply(text=turn.texts.say("questions.gone"))]
        question.status, question.answered = Status.ANSWERED, turn.now
        told = await self._tell(turn.session, question, f"question:{question.id}", turn.now, _answer)
        audit.note(
            turn.session, who=turn.staff.id, deed="question.answered", object=f"question:{question.id}", now=turn.now
        )
        return [Reply(text=turn.texts.say("questions.sent", number=question.id, count=told))]

    async def close(self, turn: Turn) -> Sequence[Reply]:
        """No answer will come: who waits is told where else to ask."""
        question = await self._chosen(turn)
        if question is None or turn.staff is None:
            return [Reply(text=turn.texts.say("questions.gone"))]
        question.status, question.answered = Status.CLOSED, turn.now
        told = await self._tell(turn.session, question, f"question:{question.id}", turn.now, _closed)
        audit.note(
            turn.session, who=turn.staff.id, deed="question.closed", object=f"question:{question.id}", now=turn.now
        )
        return [Reply(text=turn.texts.say("questions.closed", number=question.id, count=told))]

    async def own_up(self, session: Session, now: datetime) -> None:
        """The tick: a promise that was not kept is told, with a new day."""
        for question in await questions.still_open(session):
            if question.due <= now:
                question.due, question.delays = promised(now, self.zone), question.delays + 1
                occasion = f"question:{question.id}:late:{question.delays}"
                await self._tell(session, question, occasion, now, self._late)

    async def _tell(
        self, session: Session, question: OpenQuestionRow, occasion: str, now: datetime, words: Words
    ) -> int:
        """Plan a notice to everybody who waits, in the language in which they asked; how many they are."""
        told = 0
        languages = {asker.address: asker.language for asker in await questions.askers(session, question.id)}
        for recipient in await subscriptions.recipients_at(session, languages, reason="asked"):
            content = words(question, self.textbook.of(languages[recipient.address])).as_data()
            planned = schedule(
                occasion=occasion, kind=Kind.NOTICE, recipients=[recipient], counts={}, at=now, zone=self.zone,
                content=content,
            )  # fmt: skip
            told += await deliveries.plan(session, planned, now)
        return told

    def _late(self, question: OpenQuestionRow, texts: Texts) -> Reply:
        text = texts.say("question.late", number=question.id, question=question.text, day=self._day(question, texts))
        return Reply(text=text, buttons=[contact_button(texts)])

    async def _chosen(self, turn: Turn) -> OpenQuestionRow | None:
        if not turn.argument.isdecimal():
            return None
        question = await questions.numbered(turn.session, int(turn.argument[:9]))
        return question if question and question.status == Status.OPEN else None

    def _deeds(self, question: OpenQuestionRow, texts: Texts) -> Sequence[Button]:
        return [
            Button(label=texts.say("questions.answer"), reference=reference("question_type", str(question.id))),
            Button(label=texts.say("questions.close"), reference=reference("question_close", str(question.id))),
        ]

    def _day(self, question: OpenQuestionRow, texts: Texts) -> str:
        return texts.day(question.due.astimezone(self.zone).date())


def _answer(question: OpenQuestionRow, texts: Texts) -> Reply:
    text = texts.say("question.answered", number=question.id, question=question.text, answer=question.answer)
    return Reply(text=text, buttons=[contact_button(texts)])


def _closed(question: OpenQuestionRow, texts: Texts) -> Reply:
    text = texts.say("question.closed", number=question.id, question=question.text)
    return Reply(text=text, buttons=[contact_button(texts)])


def _short(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"  # noqa: PLR2004 - two lines of a telephone
