"""The buttons of the form. Each says at which step it belongs: one of another step changes nothing, and the screen of
the step where the draft stands is shown instead.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.delivery.topics import Reason
from bot.ideas import deeds
from bot.ideas.alike import ask_to_join
from bot.ideas.beginning import DEFECTS
from bot.ideas.card import promise_of
from bot.ideas.contest_flow import words_of
from bot.ideas.contests import may_enter
from bot.ideas.districts import OTHER, districts
from bot.ideas.drafting import fingerprint, step_of
from bot.ideas.form_steps import Step, after, after_words, before, is_blacked_out, may_skip
from bot.ideas.handing_in import AS_IT_IS, FORM, HandingIn
from bot.ideas.hearing import read_number
from bot.ideas.lifeline import Trouble, number_of
from bot.ideas.one_idea import mine
from bot.ideas.placing import read_place
from bot.ideas.screens import NO_PLACE, is_field, name_step, say_leaving
from bot.ideas.telling import Telling
from storage import contests, idea_drafts, ideas
from storage.contests import ContestRow
from storage.idea_drafts import IdeaDraftRow
from storage.ideas import SHOWN, UNDER_WAY, IdeaRow

Answer = Awaitable[Sequence[Reply]]


@dataclass(frozen=True, kw_only=True)
class Pressing:
    """`supported` tells a new supporter what will be sent, and asks why it matters to them."""

    form: HandingIn
    zone: ZoneInfo
    telling: Telling
    supported: Callable[[Turn, IdeaRow], Answer]

    async def pressed(self, turn: Turn) -> Sequence[Reply]:
        """Any button of the form, also one of long ago."""
        draft = await self.form.draft_of(turn)
        if turn.argument == "begin":
            return await self.form.begin(replace(turn, argument=""))
        if draft is None:
            return [Reply(text=turn.texts.say("handing.no_draft"))]
        draft.touched = turn.now
        if (left := await self._left(turn)) is not None:
            return [left]
        turn.person.form = f"{FORM}:"
        if (place := read_place(turn.argument)) is not None:
            draft.latitude, draft.longitude = place
        if place or turn.argument == "go_on":
            note = turn.texts.say("handing.place_taken") if place else ""
            return [await self.form.screen(turn, draft, note)]
        step, action, value = [*turn.argument.split(":", 2), "", ""][:3]
        if step != step_of(draft):
            done = turn.texts.say("handing.step_done", step=name_step(turn.texts, draft))
            return [await self.form.screen(turn, draft, done)]
        return await self._at(turn, draft, Step(step), action, value)

    async def _left(self, turn: Turn) -> Reply | None:
        """Stopping: the question, and its two answers. Possible at every step."""
        match turn.argument:
            case "leave":
                return say_leaving(turn.texts)
            case "keep":
                turn.person.form = None
                return Reply(text=turn.texts.say("handing.kept"))
            case "drop":
                await self._discard(turn)
                return Reply(text=turn.texts.say("handing.dropped"))
        return None

    async def _at(self, turn: Turn, draft: IdeaDraftRow, step: Step, action: str, value: str) -> Sequence[Reply]:
        if action == "back" and (earlier := before(step)):
            draft.step = earlier
        elif action == "skip" and may_skip(step):
            draft.step = after(step)
        elif action == "rest" and step is Step.TITLE:
            draft.step = Step.SIMILAR
        elif action == "page" and value.isascii() and value.isdigit() and len(value) < len("100"):
            return [await self.form.screen(turn, draft, page=int(value))]
        else:
            return await self._chosen(turn, draft, step, action, value)
        return [await self.form.screen(turn, draft)]

    async def _chosen(self, turn: Turn, draft: IdeaDraftRow, step: Step, action: str, value: str) -> Sequence[Reply]:
        match step:
            case Step.KIND:
                return await self._kind(turn, draft, action)
            case Step.TEXT | Step.GUARD:
                return await self._words(turn, draft, step, action)
            case Step.FIELD | Step.PLACE | Step.PHOTO | Step.CONTEST:
                return await self._choose(turn, draft, step, action, value)
            case Step.ALREADY | Step.SIMILAR:
                return await self._similar(turn, draft, action, value)
            case Step.PREVIEW:
                return await self._preview(turn, draft, action, value)
        return [await self.form.screen(turn, draft)]

    async def _on(self, turn: Turn, draft: IdeaDraftRow) -> Sequence[Reply]:
        draft.step = after(step_of(draft))
        return [await self.form.screen(turn, draft)]

    async def _kind(self, turn: Turn, draft: IdeaDraftRow, action: str) -> Sequence[Reply]:
        match action:
            case "idea":
                draft.step = after_words(draft.text, blacked_out=is_blacked_out(draft.text), asked=True)
                return [await self.form.screen(turn, draft)]
            case "defect":
                text = draft.text
                await self._discard(turn)
                entry = Button(label=turn.texts.say("button.defect_more"), reference=reference("entry", DEFECTS))
                return [Reply(text=turn.texts.say("handing.defect"), buttons=[entry]), Reply(text=text)]
            case "question":
                asked = replace(turn.incoming, button=None, text=draft.text)
                await self._discard(turn)
                return await self.form.question(replace(turn, incoming=asked, argument=asked.text))
        return [await self.form.screen(turn, draft)]

    async def _words(self, turn: Turn, draft: IdeaDraftRow, step: Step, action: str) -> Sequence[Reply]:
        if action == "on" and draft.text:
            asked = "kind" in draft.messages
            hidden = step is Step.TEXT and is_blacked_out(draft.text)
            draft.step = after_words(draft.text, blacked_out=hidden, asked=asked)
            if draft.step == Step.KIND:
                draft.messages = {**draft.messages, "kind": "asked"}
        elif action in {"anew", "as_is"} and step is Step.GUARD:
            draft.step = Step.TEXT
            turn.person.form = f"{FORM}:{AS_IT_IS if action == 'as_is' else ''}"
            asked_for = turn.texts.say("handing.write_unchanged" if action == "as_is" else "handing.write_anew")
            return [await self.form.screen(turn, draft, asked_for)]
        return [await self.form.screen(turn, draft)]

    async def _choose(self, turn: Turn, draft: IdeaDraftRow, step: Step, action: str, value: str) -> Sequence[Reply]:
        if step is Step.CONTEST:
            return await self._contest(turn, draft, action, value)
        if step is Step.PHOTO and action == "none":
            draft.photo = None
        elif step is Step.FIELD and action == "set" and is_field(value):
            draft.field = value
            return await self._on(turn, draft)
        elif step is Step.PLACE and action == "set" and (value in districts() or value in {OTHER, NO_PLACE}):
            draft.district = None if value == NO_PLACE else value
            if value == NO_PLACE:
                draft.latitude, draft.longitude = None, None
            return await self._on(turn, draft)
        return [await self.form.screen(turn, draft)]

    async def _similar(self, turn: Turn, draft: IdeaDraftRow, action: str, value: str) -> Sequence[Reply]:
        if action == "new":
            return [await self.form.new_after_all(turn, draft)]
        number = read_number(value)
        idea = await ideas.look_at(turn.session, number) if number else None
        if idea is None or idea.stage not in SHOWN:
            return [await self.form.screen(turn, draft)]
        if action == "join":
            return [await ask_to_join(turn, draft, idea, self.zone)]
        if action != "joined":
            return [await self.form.screen(turn, draft)]
        done = await deeds.support(turn.session, idea.id, turn.incoming.address, turn.now)
        if isinstance(done, Trouble):
            return [await self.form.screen(turn, draft, turn.texts.say("ideas.no_support"))]
        await self._discard(turn)
        return await self.supported(turn, idea)

    async def _contest(self, turn: Turn, draft: IdeaDraftRow, action: str, value: str) -> Sequence[Reply]:
        contest = await contests.taking(turn.session, turn.now)
        draft.contest, draft.category = None, ""
        if action == "in" and contest is not None and value.isascii() and value.isdigit():
            if contest.categories and not 1 <= int(value) <= len(contest.categories):
                return [await self.form.screen(turn, draft)]
            draft.contest = contest.id
            draft.category = contest.categories[int(value) - 1] if contest.categories else ""
        elif action != "out":
            return [await self.form.screen(turn, draft)]
        return await self._on(turn, draft)

    async def _preview(self, turn: Turn, draft: IdeaDraftRow, action: str, value: str) -> Sequence[Reply]:
        if action == "text":
            draft.step = Step.TEXT
            return [await self.form.screen(turn, draft)]
        if action != "send":
            return [await self.form.screen(turn, draft)]
        if value != fingerprint(draft):  # the button stands below other words: these have to be seen first
            return [await self.form.screen(turn, draft, turn.texts.say("handing.changed_since"))]
        for other in await ideas.handed_in_by(turn.session, draft.address):
            if other.text == draft.text and other.stage in UNDER_WAY:
                await self._discard(turn)
                return [
                    Reply(text=turn.texts.say("handing.twice", number=number_of(other.id)), buttons=[mine(turn.texts)])
                ]
        if draft.contest is not None and await may_enter(turn.session, draft.contest, draft.category, turn.now):
            draft.contest, draft.category, draft.step = None, "", Step.CONTEST  # asked again, if one is open
            return [await self.form.screen(turn, draft, turn.texts.say("handing.contest_closed"))]
        turn.person.form = None
        done = await deeds.hand_in(turn.session, draft, turn.now)
        await self.telling.give_card(turn.session, done.idea, turn.incoming.address, Reason.AUTHOR, turn.now)
        contest = await contests.look_at(turn.session, done.idea.contest) if done.idea.contest else None
        return [self._handed_in(turn, done.idea, contest)]

    def _handed_in(self, turn: Turn, idea: IdeaRow, contest: ContestRow | None) -> Reply:
        say, number = turn.texts.say, str(idea.id)
        promise = promise_of(idea)
        day = turn.texts.full_day(promise.due(self.zone).astimezone(self.zone).date()) if promise else ""
        return Reply(
            title=say("handing.handed_in_title", number=number_of(idea.id)),
            text="\n\n".join(
                [
                    say("handing.handed_in", title=idea.title, pseudonym=idea.pseudonym, day=day),
                    *([say("handing.takes_part", contest=words_of(contest, turn.texts)["title"])] if contest else []),
                ]
            ),
            buttons=[
                Button(label=say("button.idea_change"), reference=reference("idea_change", number)),
                Button(label=say("button.idea_withdraw"), reference=reference("idea_withdraw", number)),
                mine(turn.texts),
            ],
        )

    async def _discard(self, turn: Turn) -> None:
        turn.person.form = None
        await idea_drafts.discard(turn.session, turn.incoming.address)
