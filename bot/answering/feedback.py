"""What is said when somebody tells whether an answer helped: thanks, the reason, and what may help instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.answering.answers import Answers, choice, not_known
from bot.answering.cards import contact_button, menu_button, share_button
from bot.answering.flow import AnsweringFlow
from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from knowledge.entries import Entry, Language
from knowledge.search.asking import MOST_OFFERED
from storage import feedback


class Verdict(StrEnum):
    """What somebody says of an answer. The words stand in the database and on the buttons."""

    HELPED = "helped"
    WRONG = "wrong"
    OUTDATED = "outdated"
    NOT_MY_QUESTION = "other"
    UNCLEAR = "unclear"


REASONS: Mapping[Verdict, str] = {
    Verdict.WRONG: "button.wrong",
    Verdict.OUTDATED: "button.outdated",
    Verdict.NOT_MY_QUESTION: "button.not_my_question",
    Verdict.UNCLEAR: "button.unclear",
}
"""Why an answer did not help, and the key of the button's label."""


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """The handlers of the buttons under an answer. What is stored carries no person."""

    answers: Answers
    answering: AnsweringFlow

    async def helped(self, turn: Turn) -> Sequence[Reply]:
        """It helped: thanks, and the answer may be passed on."""
        entry = self._judged(turn, Verdict.HELPED)
        buttons = [share_button(entry, turn.texts)] if entry else []
        return [Reply(text=turn.texts.say("feedback.helped"), buttons=[*buttons, menu_button(turn.texts)])]

    async def not_helped(self, turn: Turn) -> Sequence[Reply]:
        """It did not: why? Nothing is stored yet."""
        buttons = [
            Button(label=turn.texts.say(key), reference=reference(verdict, turn.argument))
            for verdict, key in REASONS.items()
        ]
        return [Reply(text=turn.texts.say("feedback.why"), buttons=[*buttons, menu_button(turn.texts)])]

    async def wrong(self, turn: Turn) -> Sequence[Reply]:
        """It is not true: people of the city are named."""
        return self._thanks(turn, Verdict.WRONG)

    async def outdated(self, turn: Turn) -> Sequence[Reply]:
        """It was true once: the same."""
        return self._thanks(turn, Verdict.OUTDATED)

    async def unclear(self, turn: Turn) -> Sequence[Reply]:
        """It could not be understood: the same in plain German, where that was not it already."""
        entry = self._judged(turn, Verdict.UNCLEAR)
        if entry is None or turn.texts.language is not Language.GERMAN:
            return [Reply(text=turn.texts.say("feedback.unclear"), buttons=self._ways_on(turn))]
        return [Reply(text=turn.texts.say("feedback.simpler")), *await self.answering.simple(turn)]

    async def not_my_question(self, turn: Turn) -> Sequence[Reply]:
        """Something else was asked: what else it may have been."""
        entry = self._judged(turn, Verdict.NOT_MY_QUESTION)
        turn.person.misses += 1
        others = self._others(turn, entry)
        if not others:
            return [not_known(turn.texts, misses=turn.person.misses - 1)]
        turn.person.offered = " ".join(other.id for other in others)
        return [choice(others, "feedback.others", turn.texts)]

    def _others(self, turn: Turn, entry: Entry | None) -> list[Entry]:
        """What else the question may have meant; without one remembered, what is near to the answer."""
        if entry is None:
            return []
        remembered = (turn.person.others or "").split() if turn.person.entry == entry.id else []
        found = [self.answers.library.entry(id) for id in remembered or entry.related]
        return [other for other in found if other is not None][:MOST_OFFERED]

    def _thanks(self, turn: Turn, verdict: Verdict) -> Sequence[Reply]:
        self._judged(turn, verdict)
        return [Reply(text=turn.texts.say("feedback.thanks"), buttons=self._ways_on(turn))]

    def _ways_on(self, turn: Turn) -> list[Button]:
        return [contact_button(turn.texts), menu_button(turn.texts)]

    def _judged(self, turn: Turn, verdict: Verdict) -> Entry | None:
        """The entry that was judged. The verdict is noted once for each answer somebody reads."""
        entry = self.answers.library.entry(turn.argument)
        if entry is not None and turn.person.judged != entry.id:
            turn.person.judged = entry.id
            feedback.add(turn.session, entry=entry.id, verdict=verdict, now=turn.now)
        return entry
