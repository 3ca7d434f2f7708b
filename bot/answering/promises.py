"""What becomes of open questions: answered, closed without an answer, owned up to when it takes longer.

Deeds for the chat and the console alike; everybody who waits hears through the ledger, in the language they asked in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.answering.cards import contact_button
from bot.answering.passing_on import promised
from bot.conversation.words import Reply
from bot.delivery.kinds import Kind
from bot.delivery.planning import schedule
from bot.texts import TextBook, Texts
from storage import audit, deliveries, questions, subscriptions
from storage.database import Session
from storage.questions import OpenQuestionRow, Status
from storage.staff import StaffRow

LONGEST = 1500
"""Characters of an answer; an answer of the knowledge base has 600."""

Words = Callable[[OpenQuestionRow, Texts], Reply]


@dataclass(frozen=True, kw_only=True)
class Promises:
    """Keeps them, or says that they are not kept."""

    textbook: TextBook
    zone: ZoneInfo

    async def answer(self, session: Session, question: OpenQuestionRow, text: str, by: StaffRow, now: datetime) -> int:
        """Give an open question its answer; how many hear it. The caller holds the row, so it is given once."""
        question.answer, question.status, question.answered = text, Status.ANSWERED, now
        audit.note(session, who=by.id, deed="question.answered", object=f"question:{question.id}", now=now)
        return await self._tell(session, question, f"question:{question.id}", now, self.words_of_answer)

    async def close(self, session: Session, question: OpenQuestionRow, by: StaffRow, now: datetime) -> int:
        """No answer will come: who waits is told where else to ask; how many they are."""
        question.status, question.answered = Status.CLOSED, now
        audit.note(session, who=by.id, deed="question.closed", object=f"question:{question.id}", now=now)
        return await self._tell(session, question, f"question:{question.id}", now, _closed)

    async def own_up(self, session: Session, now: datetime) -> None:
        """The tick: a promise that was not kept is told, with a new day."""
        for id in [question.id for question in await questions.still_open(session) if question.due <= now]:
            question = await questions.numbered(session, id)  # held, and looked at anew: it may be answered just now
            if question and question.status == Status.OPEN and question.due <= now:
                question.due, question.delays = promised(now, self.zone), question.delays + 1
                await self._tell(session, question, f"question:{question.id}:late:{question.delays}", now, self._late)

    def words_of_answer(self, question: OpenQuestionRow, texts: Texts) -> Reply:
        """An answer as those read it who wait."""
        text = texts.say("question.answered", number=question.id, question=question.text, answer=question.answer)
        return Reply(text=text, buttons=[contact_button(texts)])

    def day(self, question: OpenQuestionRow, texts: Texts) -> str:
        """The day by which an answer is promised."""
        return texts.day(question.due.astimezone(self.zone).date())

    async def _tell(
        self, session: Session, question: OpenQuestionRow, occasion: str, now: datetime, words: Words
    ) -> int:
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
        day = self.day(question, texts)
        text = texts.say("question.late", number=question.id, question=question.text, day=day)
        return Reply(text=text, buttons=[contact_button(texts)])


def _closed(question: OpenQuestionRow, texts: Texts) -> Reply:
    text = texts.say("question.closed", number=question.id, question=question.text)
    return Reply(text=text, buttons=[contact_button(texts)])
