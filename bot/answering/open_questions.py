"""Open questions from the staff's side: see them, answer one, and everybody who waits for it hears."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answering.passing_on import fingerprint
from bot.answering.promises import LONGEST, Promises
from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.texts import Texts
from storage import questions
from storage.questions import OpenQuestionRow, Status

FORM = "question_answer"
MOST_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class OpenQuestions:
    """The handlers of the staff's side; each needs the right to moderate."""

    promises: Promises

    async def show_all(self, turn: Turn) -> Sequence[Reply]:
        """What waits, the promised first."""
        waiting = await questions.still_open(turn.session)
        if not waiting:
            return [Reply(text=turn.texts.say("questions.none"))]
        counts = await questions.count_askers(turn.session)
        lines = [
            turn.texts.say(
                "questions.line", number=one.id, question=_short(one.text), waiting=counts.get(one.id, 0),
                day=self.promises.day(one, turn.texts),
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
            day=self.promises.day(question, turn.texts),
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
        return await self._preview(turn, question, text)

    async def send(self, turn: Turn) -> Sequence[Reply]:
        """The answer goes to everybody who waits. Pressing twice sends once."""
        question = await self._chosen(turn)
        if question is None or not question.answer or turn.staff is None:
            return [Reply(text=turn.texts.say("questions.gone"))]
        if turn.argument.partition(":")[2] != fingerprint(question.answer):
            return await self._preview(turn, question, question.answer)  # a colleague has drafted other words meanwhile
        told = await self.promises.answer(turn.session, question, question.answer, turn.staff, turn.now)
        return [Reply(text=turn.texts.say("questions.sent", number=question.id, count=told))]

    async def close(self, turn: Turn) -> Sequence[Reply]:
        """No answer will come."""
        question = await self._chosen(turn)
        if question is None or turn.staff is None:
            return [Reply(text=turn.texts.say("questions.gone"))]
        told = await self.promises.close(turn.session, question, turn.staff, turn.now)
        return [Reply(text=turn.texts.say("questions.closed", number=question.id, count=told))]

    async def _preview(self, turn: Turn, question: OpenQuestionRow, text: str) -> Sequence[Reply]:
        waiting = len(await questions.askers(turn.session, question.id))
        buttons = [
            Button(
                label=turn.texts.say("button.send"),
                reference=reference("question_send", f"{question.id}:{fingerprint(text)}"),
            ),
            Button(label=turn.texts.say("button.other_words"), reference=reference("question_type", str(question.id))),
        ]
        preview = self.promises.words_of_answer(question, self.promises.textbook.of(question.language))
        return [Reply(text=turn.texts.say("questions.preview", waiting=waiting)), replace(preview, buttons=buttons)]

    async def _chosen(self, turn: Turn) -> OpenQuestionRow | None:
        number = turn.argument.partition(":")[0]
        if not number.isdecimal():
            return None
        question = await questions.numbered(turn.session, int(number[:9]))
        return question if question and question.status == Status.OPEN else None

    def _deeds(self, question: OpenQuestionRow, texts: Texts) -> Sequence[Button]:
        return [
            Button(label=texts.say("questions.answer"), reference=reference("question_type", str(question.id))),
            Button(label=texts.say("questions.close"), reference=reference("question_close", str(question.id))),
        ]


def _short(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"  # noqa: PLR2004 - two lines of a telephone
