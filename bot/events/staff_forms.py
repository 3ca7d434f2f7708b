"""Drafts of events in the chat: what was typed goes into the draft at once, and the next step is asked.

The open form is `eventdraft:<id>:<step>`, so that drafts survive restarts and any number of them may lie open.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.conversation.routing import Handler, Turn
from bot.conversation.words import Button, Reply, reference
from bot.events import drafting, running
from bot.events.drafting import CHANGEABLE, Purpose, Saved
from bot.events.event import PUBLIC
from bot.events.fields import EVERY
from bot.events.office import EventsOffice
from bot.events.running import Refusal
from bot.events.staff_words import list_fields, name_field, say_mistake, say_mistakes, say_notes, show_value, title_of
from bot.events.steps import REVIEW, VERB, after, ask, button, taken, unfinished
from storage import event_drafts
from storage.event_drafts import EventDraftRow
from storage.events import EventRow
from storage.staff import StaffRow

Deed = Callable[[Turn, StaffRow, EventDraftRow, str], Awaitable[Sequence[Reply]]]
Show = Callable[[Turn, EventRow], Awaitable[Reply]]


@dataclass(frozen=True, kw_only=True)
class StaffForms:
    """`show` draws an event that was saved; `old_button` answers what is not there any more."""

    office: EventsOffice
    show: Show
    old_button: Handler

    async def button(self, turn: Turn) -> Sequence[Reply]:
        """Every button of a draft."""
        first, _, rest = turn.argument.partition(":")
        verb, _, argument = rest.partition(":")
        deeds: Mapping[str, Deed] = {
            "open": self._open,
            "step": self._step,
            "skip": self._skip,
            "none": self._none,
            "set": self._set,
            "save": self._save,
            "announce": self._announce,
            "mine": self._mine,
            "theirs": self._theirs,
            "leave": self._leave,
            "keep": self._keep,
            "drop": self._drop,
        }
        draft = await event_drafts.numbered(turn.session, int(first)) if is_number(first) else None
        if draft is None or turn.staff is None or verb not in deeds:
            return await self.old_button(turn)
        if draft.author != turn.staff.id:
            return [Reply(text=turn.texts.say("staffevent.not_yours"))]
        return await deeds[verb](turn, turn.staff, draft, argument)

    async def take(self, turn: Turn) -> Sequence[Reply]:
        """What was typed at a step, or the number of a field at the overview."""
        id, _, step = turn.argument.partition(":")
        draft = await event_drafts.numbered(turn.session, int(id))
        if draft is None or turn.staff is None or draft.author != turn.staff.id:
            turn.person.form = None
            return [Reply(text=turn.texts.say("staffevent.nothing_open"))]
        if turn.incoming.attachment and not turn.incoming.text:
            problem = turn.texts.say("announce.only_text")
            return [Reply(text=problem)] if step == REVIEW else [self._ask(turn, draft, step, problem)]
        if step == REVIEW:
            return await self._choose(turn, draft)
        return await self._put(turn, draft, step, taken(step, turn.incoming.text, self.office.known))

    async def begin(
        self, turn: Turn, purpose: Purpose, row: EventRow | None = None, preset: Mapping[str, str] | None = None
    ) -> Sequence[Reply]:
        """A draft, at its first step."""
        if turn.staff is None:
            raise ValueError("not a member of the staff")
        draft = await drafting.begin(turn.session, turn.staff, purpose, turn.now, row=row, preset=preset)
        return await self._resume(turn, draft)

    async def leave(self, turn: Turn) -> Sequence[Reply]:
        """`/abbrechen`: keep the draft or throw it away."""
        _, id, *_ = [*(turn.person.form or "").split(":"), ""]
        turn.person.form = None
        draft = await event_drafts.numbered(turn.session, int(id)) if is_number(id) else None
        if draft is None or turn.staff is None or draft.author != turn.staff.id:
            return [Reply(text=turn.texts.say("staffevent.nothing_open"))]
        return await self._leave(turn, turn.staff, draft, "")

    # ----- steps

    async def _resume(self, turn: Turn, draft: EventDraftRow) -> Sequence[Reply]:
        steps = drafting.STEPS[draft.purpose]
        is_fresh = bool(steps) and draft.fields == draft.base and (draft.event is not None or not draft.fields)
        return await self._go(turn, draft, steps[0] if is_fresh else unfinished(draft) or REVIEW)

    async def _go(self, turn: Turn, draft: EventDraftRow, step: str) -> Sequence[Reply]:
        if step != REVIEW and step not in EVERY:
            step = REVIEW
        missing = unfinished(draft)
        if step == REVIEW and missing is None:
            return await self._review(turn, draft)
        step = missing if step == REVIEW and missing else step
        return [self._ask(turn, draft, step)]

    def _ask(self, turn: Turn, draft: EventDraftRow, step: str, problem: str = "") -> Reply:
        turn.person.form = f"{VERB}:{draft.id}:{step}"
        return ask(turn.texts, self.office.known, draft, step, problem)

    async def _put(self, turn: Turn, draft: EventDraftRow, step: str, typed: str) -> Sequence[Reply]:
        mistake = await drafting.put(turn.session, self.office, draft, step, typed, turn.now)
        if mistake is not None:
            return [self._ask(turn, draft, step, say_mistake(turn.texts, step, mistake))]
        return await self._go(turn, draft, after(draft, step))

    async def _choose(self, turn: Turn, draft: EventDraftRow) -> Sequence[Reply]:
        names, typed = CHANGEABLE[draft.purpose], turn.incoming.text.strip().removesuffix(".")
        if is_number(typed) and 0 < int(typed) <= len(names):
            return [self._ask(turn, draft, names[int(typed) - 1])]
        return [Reply(text=turn.texts.say("staffevent.which_number", most=len(names)))]

    async def _review(self, turn: Turn, draft: EventDraftRow) -> Sequence[Reply]:
        """The event as residents will see it, then its fields with their numbers, then what can be done."""
        turn.person.form = f"{VERB}:{draft.id}:{REVIEW}"
        texts, say = turn.texts, turn.texts.say
        reading = await drafting.read(turn.session, self.office, draft, turn.now)
        parts = [list_fields(texts, self.office.known, draft.fields, CHANGEABLE[draft.purpose]), say("staffevent.pick")]
        if reading.event is None:
            parts = [say("staffevent.wrong"), say_mistakes(texts, reading.mistakes), *parts]
            previews: list[Reply] = []
        else:
            notes = await self.office.notes(turn.session, reading.event, turn.now)
            parts += [say("staffevent.look_at", notes=say_notes(texts, notes))] if notes else []
            previews = [card for _, card in await self.office.previews(turn.session, reading.event, turn.now)]
        buttons = [button(texts, "button.save", draft, "save")] if reading.event else []
        if reading.event and draft.purpose == Purpose.NEW:
            buttons.append(button(texts, "button.announce_event", draft, "announce"))
        buttons.append(button(texts, "button.interrupt", draft, "leave"))
        return [*previews, Reply(title=say("staffevent.review"), text="\n\n".join(parts), buttons=buttons)]

    # ----- deeds of the buttons

    async def _open(self, turn: Turn, _: StaffRow, draft: EventDraftRow, __: str) -> Sequence[Reply]:
        return await self._resume(turn, draft)

    async def _step(self, turn: Turn, _: StaffRow, draft: EventDraftRow, step: str) -> Sequence[Reply]:
        return await self._go(turn, draft, step)

    async def _skip(self, turn: Turn, _: StaffRow, draft: EventDraftRow, step: str) -> Sequence[Reply]:
        return await self._go(turn, draft, after(draft, step))

    async def _none(self, turn: Turn, _: StaffRow, draft: EventDraftRow, step: str) -> Sequence[Reply]:
        return await self._put(turn, draft, step, "") if step in EVERY else await self._go(turn, draft, REVIEW)

    async def _set(self, turn: Turn, _: StaffRow, draft: EventDraftRow, argument: str) -> Sequence[Reply]:
        step, _colon, value = argument.partition(":")
        return await self._put(turn, draft, step, value) if step in EVERY else await self._go(turn, draft, REVIEW)

    async def _save(self, turn: Turn, member: StaffRow, draft: EventDraftRow, _: str) -> Sequence[Reply]:
        saved = await drafting.save(turn.session, self.office, member, draft, turn.now)
        return await self._saved(turn, draft, saved)

    async def _announce(self, turn: Turn, member: StaffRow, draft: EventDraftRow, _: str) -> Sequence[Reply]:
        saved = await drafting.save(turn.session, self.office, member, draft, turn.now)
        if saved.row is not None and not (saved.refused or saved.mistakes or saved.merged):
            refused = await running.announce(turn.session, member, saved.row, turn.now)
            if refused is None:
                turn.person.form = None
                said = turn.texts.say("staffevent.you_announced", title=title_of(saved.row))
                return [Reply(text=said), await self.show(turn, saved.row)]
        return await self._saved(turn, draft, saved)

    async def _saved(self, turn: Turn, draft: EventDraftRow, saved: Saved) -> Sequence[Reply]:
        say = turn.texts.say
        if saved.merged and saved.merged.conflicts:
            return [self._conflict(turn, draft, saved)]
        if saved.row is None and saved.refused:  # the event is gone, and so is what its draft was about
            return [Reply(text=say(f"eventrefusal.{saved.refused}"))]
        if saved.mistakes or saved.row is None:
            return await self._review(turn, draft)
        if saved.refused not in {None, Refusal.SAME}:
            return [Reply(text=say(f"eventrefusal.{saved.refused}")), await self.show(turn, saved.row)]
        turn.person.form = None
        lines = [say("staffevent.unchanged") if saved.refused else say("staffevent.saved", title=title_of(saved.row))]
        if draft.purpose == Purpose.RESULTS and not saved.refused:
            lines = [say("staffevent.closed", title=title_of(saved.row))]
        elif saved.row.changed and saved.row.status in PUBLIC:
            lines.append(say("staffevent.settling"))
        if saved.merged:
            lines.append(
                say("staffevent.merged", fields=", ".join(name_field(turn.texts, n) for n in saved.merged.theirs))
            )
        return [Reply(text="\n\n".join(lines)), await self.show(turn, saved.row)]

    def _conflict(self, turn: Turn, draft: EventDraftRow, saved: Saved) -> Reply:
        """Both have changed the same: side by side, and nothing is lost."""
        texts, known = turn.texts, self.office.known
        turn.person.form = f"{VERB}:{draft.id}:{REVIEW}"
        lines = [
            texts.say(
                "staffevent.both",
                name=name_field(texts, name),
                theirs=show_value(texts, known, name, theirs),
                mine=show_value(texts, known, name, mine),
            )
            for name, (theirs, mine) in (saved.merged.conflicts if saved.merged else {}).items()
        ]
        buttons = [
            button(texts, "button.mine", draft, "mine"),
            button(texts, "button.theirs", draft, "theirs"),
            button(texts, "button.interrupt", draft, "leave"),
        ]
        return Reply(text="\n\n".join([texts.say("staffevent.conflict"), *lines]), buttons=buttons)

    async def _mine(self, turn: Turn, _: StaffRow, draft: EventDraftRow, __: str) -> Sequence[Reply]:
        await drafting.decide(turn.session, draft, turn.now, mine=True)
        return await self._review(turn, draft)

    async def _theirs(self, turn: Turn, _: StaffRow, draft: EventDraftRow, __: str) -> Sequence[Reply]:
        await drafting.decide(turn.session, draft, turn.now, mine=False)
        return await self._review(turn, draft)

    async def _leave(self, turn: Turn, _: StaffRow, draft: EventDraftRow, __: str) -> Sequence[Reply]:
        turn.person.form = None
        buttons = [
            button(turn.texts, "button.keep_draft", draft, "keep"),
            button(turn.texts, "button.drop_draft", draft, "drop"),
        ]
        return [Reply(text=turn.texts.say("staffevent.keep_or_drop", number=draft.id), buttons=buttons)]

    async def _keep(self, turn: Turn, _: StaffRow, draft: EventDraftRow, __: str) -> Sequence[Reply]:
        turn.person.form = None
        again = Button(
            label=turn.texts.say("button.draft", number=draft.id), reference=reference("eventdraft", f"{draft.id}:open")
        )
        return [Reply(text=turn.texts.say("staffevent.kept", number=draft.id), buttons=[again])]

    async def _drop(self, turn: Turn, member: StaffRow, draft: EventDraftRow, _: str) -> Sequence[Reply]:
        turn.person.form = None
        await drafting.discard(turn.session, member, draft, turn.now)
        return [Reply(text=turn.texts.say("staffevent.dropped"))]


def is_number(written: str) -> bool:
    """Whether this is a number of ours: nobody else's digits, no longer than a database takes."""
    return written.isascii() and written.isdigit() and len(written) <= 9  # noqa: PLR2004
