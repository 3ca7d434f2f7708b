"""`/meine`: one's own ideas with what was promised, what one supports, which questions wait; and paper slips."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.delivery.topics import Reason
from bot.ideas import deeds
from bot.ideas.browsing import A_PAGE, say_line
from bot.ideas.card import promise_of
from bot.ideas.claiming import Claim, claim
from bot.ideas.handing_in import in_private
from bot.ideas.lifeline import Deed, may_do, number_of
from bot.ideas.one_idea import OneIdea, all_ideas, answer_button, read_idea_number, say_asked_back, show_button
from bot.ideas.telling import Telling
from bot.texts import Texts
from storage import idea_drafts, idea_verdicts, ideas, questions, supporters
from storage.ideas import IdeaRow, Stage

LINK = "meine"
"""What the deep link into the private conversation says behind /start."""
OWN, SUPPORTED = "own", "supported"


@dataclass(frozen=True, kw_only=True)
class MyIdeas:
    """The handlers of what is between a person and their ideas."""

    zone: ZoneInfo
    one: OneIdea
    telling: Telling

    async def command(self, turn: Turn) -> Sequence[Reply]:
        """`/meine`; `/meine I-0388`; `/meine CODE` with the code of a paper slip."""
        if turn.incoming.group:
            return [in_private(turn, LINK)]
        if not turn.argument:
            return [await self._own(turn, 0)]
        if read_idea_number(turn.argument) is not None:
            return await self.one.show(turn)
        return await self.claim(turn)

    async def pressed(self, turn: Turn) -> Sequence[Reply]:
        """A page of one's own ideas, or of those one supports."""
        if turn.incoming.group:
            return [in_private(turn, LINK)]
        which, _, skipped = turn.argument.partition(":")
        skip = int(skipped) if skipped.isascii() and skipped.isdigit() and len(skipped) < len("10000") else 0
        return [await (self._supported(turn, skip) if which == SUPPORTED else self._own(turn, skip))]

    async def claim(self, turn: Turn) -> Sequence[Reply]:
        """The code of a paper slip, typed or from its link."""
        if turn.incoming.group:
            return [in_private(turn, LINK)]
        claimed = await claim(turn.session, turn.incoming.address, turn.argument, turn.now)
        if claimed.outcome is not Claim.YOURS or claimed.idea is None:
            return [Reply(text=turn.texts.say(f"claim.{claimed.outcome}"))]
        idea = claimed.idea
        await self.telling.give_card(turn.session, idea, turn.incoming.address, Reason.AUTHOR, turn.now)
        said = turn.texts.say("claim.yours", number=number_of(idea.id), title=idea.title)
        return [Reply(text=said, buttons=[show_button(turn.texts, idea)])]

    async def stored(self, turn: Turn) -> Sequence[str]:
        """What `/meinedaten` says of drafts, ideas, supports, and words on decisions."""
        say, address = turn.texts.say, turn.person.address
        lines = []
        if (draft := await idea_drafts.of(turn.session, address)) is not None:
            lines.append(say("ideas.data_draft", title=draft.title or draft.text))
        lines += [
            say("ideas.data_idea", number=number_of(idea.id), title=idea.title)
            for idea in await ideas.handed_in_by(turn.session, address)
        ]
        for idea in await supporters.supported_by(turn.session, address):
            row = await supporters.of_person(turn.session, idea.id, address)
            reason = f" – „{row.reason}“" if row and row.reason else ""
            lines.append(say("ideas.data_support", number=number_of(idea.id), title=idea.title) + reason)
        for said in await idea_verdicts.said_by(turn.session, address):
            why = f" – „{said.why}“" if said.why else ""
            verdict = say(f"verdict.{said.verdict}")
            lines.append(say("ideas.data_verdict", number=number_of(said.idea), verdict=verdict) + why)
        return lines

    async def withdraw_all(self, turn: Turn) -> None:
        """Before somebody deletes everything: what they can withdraw is withdrawn."""
        await supporters.hold_all_of(turn.session, turn.person.address)  # all at once, in their order
        for idea in await ideas.handed_in_by(turn.session, turn.person.address):
            if may_do(Deed.WITHDRAW, idea.stage):
                done = await deeds.withdraw(turn.session, idea.id, turn.person.address, turn.now)
                if isinstance(done, deeds.Done) and done.step is not None:
                    await self.telling.tell(turn.session, done.idea, done.step, turn.now)

    async def _own(self, turn: Turn, skip: int) -> Reply:
        texts, address = turn.texts, turn.incoming.address
        rows = sorted(await ideas.handed_in_by(turn.session, address), key=lambda row: not row.asked_back)
        shown = rows[skip : skip + A_PAGE]
        supported = len(await supporters.supported_by(turn.session, address))
        waiting = [one for one in await questions.asked_by(turn.session, address) if one.status == "open"]
        asked = [row for row in rows if row.asked_back]
        parts = [texts.say("ideas.waits_for_you")] if asked else []
        parts += [self._line(texts, row) for row in shown] or [texts.say("ideas.none_of_yours")]
        if supported:
            parts.append(texts.say("ideas.you_support", count=supported))
        parts += [
            texts.say(
                "ideas.question_waits",
                number=one.id,
                question=one.text,
                day=texts.full_day(one.due.astimezone(self.zone).date()),
            )
            for one in waiting
        ]
        buttons = [answer_button(texts, row) if row.asked_back else show_button(texts, row) for row in shown]
        if skip + len(shown) < len(rows):
            argument = f"{OWN}:{skip + len(shown)}"
            buttons.append(Button(label=texts.say("button.more"), reference=reference("my_ideas", argument)))
        if supported:
            label = texts.say("button.supported_ideas")
            buttons.append(Button(label=label, reference=reference("my_ideas", f"{SUPPORTED}:0")))
        if not rows:
            buttons += [
                Button(label=texts.say("button.new_idea"), reference=reference("hand_in", "begin")), all_ideas(texts),
            ]  # fmt: skip
        return Reply(title=texts.say("ideas.mine"), text="\n\n".join(parts), buttons=buttons)

    async def _supported(self, turn: Turn, skip: int) -> Reply:
        texts = turn.texts
        rows = await supporters.supported_by(turn.session, turn.incoming.address)
        shown = rows[skip : skip + A_PAGE]
        text = "\n\n".join(say_line(texts, row) for row in shown) or texts.say("ideas.none_supported")
        buttons = [show_button(texts, row) for row in shown]
        if skip + len(shown) < len(rows):
            argument = f"{SUPPORTED}:{skip + len(shown)}"
            buttons.append(Button(label=texts.say("button.more"), reference=reference("my_ideas", argument)))
        back = Button(label=texts.say("button.my_ideas"), reference=reference("my_ideas", f"{OWN}:0"))
        return Reply(title=texts.say("button.supported_ideas"), text=text, buttons=[*buttons, back])

    def _line(self, texts: Texts, idea: IdeaRow) -> str:
        if idea.stage == Stage.WITHDRAWN:
            return f"{number_of(idea.id)}\n{texts.say('ideastage.withdrawn')}"
        lines = [say_line(texts, idea)]
        if idea.asked_back:
            lines.append(say_asked_back(texts, idea))
        elif (promise := promise_of(idea)) is not None and promise.stands is None:
            day = texts.full_day(promise.due(self.zone).astimezone(self.zone).date())
            checked = idea.stage in (Stage.RECEIVED, Stage.MODERATION)
            lines.append(texts.say("ideas.checked_by" if checked else "ideas.answered_by", day=day))
        return "\n".join(lines)
