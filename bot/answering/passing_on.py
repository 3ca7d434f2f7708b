"""Passing a question on that nobody has answered: what goes to the city is shown first, and goes with a yes alone.

Before anything is stored the guard blacks out personal data. Who wants to send it as it is writes it once more, knowing
what is in it.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz

from bot.answering.cards import menu_button
from bot.conversation.personal import BLACKED_OUT, find_personal_data, redact
from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.texts import Texts
from bot.workdays import after_working_days
from knowledge.language.folding import fold
from storage import questions
from storage.questions import OpenQuestionRow

FORM = "pass_on"
AS_IT_IS = "as-it-is"
PROMISED_DAYS = 5
"""Working days within which an answer is promised."""
CLOSING_TIME = time(16)
SAME = 92
"""From this likeness (rapidfuzz token_sort_ratio, 0 to 100) two questions are one, and the second asker joins."""
LONGEST = 1000
"""Characters of a question: more is a letter, and belongs to the address of the city."""


def what_may_be_kept(text: str) -> str:
    """A question with its personal data blacked out."""
    return redact(text, find_personal_data(text))


def fingerprint(text: str) -> str:
    """What was seen, as a short mark in a button: only that is sent."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def promised(now: datetime, zone: ZoneInfo) -> datetime:
    """When an answer is promised by."""
    day = after_working_days(now.astimezone(zone).date(), PROMISED_DAYS)
    return datetime.combine(day, CLOSING_TIME, tzinfo=zone).astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class PassingOn:
    """The handlers of a resident who wants a question passed on."""

    zone: ZoneInfo

    async def offer(self, turn: Turn) -> Sequence[Reply]:
        """The button under the honest no: the question is asked for once more, since no question is kept."""
        if turn.incoming.group:
            return [Reply(text=turn.texts.say("passing.private"))]
        return self._ask_for_it(turn, turn.texts.say("passing.write"))

    async def unchanged(self, turn: Turn) -> Sequence[Reply]:
        """What was blacked out shall go as well: it is asked for once more, as nothing of it was kept."""
        return self._ask_for_it(turn, turn.texts.say("passing.write_unchanged"), AS_IT_IS)

    async def typed(self, turn: Turn) -> Sequence[Reply]:
        """The question, typed into the form."""
        text = turn.incoming.text
        if not text:
            return [Reply(text=turn.texts.say("passing.only_text"), buttons=[_stop(turn.texts)])]
        if len(text) > LONGEST:
            return [Reply(text=turn.texts.say("passing.too_long", most=LONGEST), buttons=[_stop(turn.texts)])]
        turn.person.form = None
        kept = text if turn.argument == AS_IT_IS else what_may_be_kept(text)
        turn.person.asked = kept
        return self._show(turn, kept)

    async def stop(self, turn: Turn) -> Sequence[Reply]:
        """Nothing is passed on."""
        turn.person.form, turn.person.asked = None, None
        return [Reply(text=turn.texts.say("passing.stopped"), buttons=[menu_button(turn.texts)])]

    async def send(self, turn: Turn) -> Sequence[Reply]:
        """The yes. Whoever asks what somebody has asked already waits with them."""
        text, texts = turn.person.asked, turn.texts
        if not text:
            return [Reply(text=texts.say("passing.gone"), buttons=[menu_button(texts)])]
        if turn.argument != fingerprint(text):
            return self._show(turn, text)  # the button stands below other words: these have to be seen first
        turn.person.asked = None
        question = await self._same(turn, text) or await questions.add(
            turn.session, text=text, language=texts.language, due=promised(turn.now, self.zone), now=turn.now
        )
        new = await questions.join(turn.session, question.id, turn.incoming.address, texts.language)
        day = texts.day(question.due.astimezone(self.zone).date())
        sent = texts.say("passing.sent", number=question.id, day=day)
        waiting = texts.say("passing.waiting", number=question.id, day=day)
        return [Reply(text=sent if new else waiting, buttons=[menu_button(texts)])]

    async def _same(self, turn: Turn, text: str) -> OpenQuestionRow | None:
        folded = fold(text)
        return next(
            (
                other
                for other in await questions.still_open(turn.session)
                if fuzz.token_sort_ratio(folded, fold(other.text)) >= SAME
            ),
            None,
        )

    def _ask_for_it(self, turn: Turn, text: str, argument: str = "") -> Sequence[Reply]:
        turn.person.form = f"{FORM}:{argument}"
        return [Reply(text=text, buttons=[_stop(turn.texts)])]

    def _show(self, turn: Turn, text: str) -> Sequence[Reply]:
        texts = turn.texts
        blacked_out = any(black in text for black in BLACKED_OUT.values())
        buttons = [
            Button(label=texts.say("button.send"), reference=reference("pass_on_send", fingerprint(text))),
            Button(label=texts.say("button.other_words"), reference=reference("pass_on_anew")),
        ]
        if blacked_out:
            buttons.append(Button(label=texts.say("button.unchanged"), reference=reference("pass_on_unchanged")))
        said = (
            texts.say("passing.show_blacked_out", question=text)
            if blacked_out
            else texts.say("passing.show", question=text)
        )
        return [Reply(text=said, buttons=[*buttons, _stop(texts)])]


def _stop(texts: Texts) -> Button:
    return Button(label=texts.say("button.do_not_send"), reference=reference("pass_on_stop"))
