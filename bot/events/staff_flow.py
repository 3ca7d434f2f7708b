"""`/termin`: the list of events, one event with what can be done about it. Drafts are in `staff_forms.py`."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.conversation.routing import Handler, Turn
from bot.conversation.words import Button, Reply, reference
from bot.events import running
from bot.events.drafting import Purpose
from bot.events.event import PUBLIC, Event, Kind, Status
from bot.events.office import EventsOffice, is_thrown_away, standing
from bot.events.revisions import next_revision
from bot.events.rows import from_row
from bot.events.running import Refusal, refuse
from bot.events.staff_forms import StaffForms, is_number
from bot.events.staff_words import name_kind, say_line, say_notes, say_status, title_of
from knowledge.revising import load_revision_rule
from storage import event_drafts, events, registrations
from storage.events import EventRow
from storage.staff import StaffRow

VERB = "staffevent"
MOST_BUTTONS = 6
MOST_DRAFTS = 2
MOST_LISTED = 12
RECENT = timedelta(days=30)
DEEDS = {
    "announce": "button.announce_event",
    "move": "button.move",
    "change": "button.change",
    "close": "button.results",
    "cancel": "button.call_off",
    "restore": "button.restore",
}
"""What can be done about an event, in the order of its buttons."""

Deed = Callable[[Turn, StaffRow, EventRow], Awaitable[Sequence[Reply]]]


@dataclass(frozen=True, kw_only=True)
class StaffEvents:
    """The staff's chat about events. `old_button` answers what is not there any more."""

    office: EventsOffice
    old_button: Handler
    forms: StaffForms = field(init=False)

    def __post_init__(self) -> None:
        forms = StaffForms(office=self.office, show=self.show, old_button=self.old_button)
        object.__setattr__(self, "forms", forms)

    async def list(self, turn: Turn) -> Sequence[Reply]:
        """`/termin`: what is coming and what was, one's own drafts; `/termin 17`: that one."""
        turn.person.form = None
        member, say = _member(turn), turn.texts.say
        if turn.argument:
            row = await events.look_at(turn.session, int(turn.argument)) if is_number(turn.argument) else None
            return [await self.show(turn, row) if row else Reply(text=say("staffevent.no_such", number=turn.argument))]
        rows = [(row, from_row(row)) for row in await standing(turn.session)]
        coming = [each for each in rows if not each[1].is_over(turn.now)]
        recent = [each for each in rows if each[1].is_over(turn.now) and each[1].end > turn.now - RECENT]
        drafts = (await event_drafts.of_author(turn.session, member.id))[:MOST_DRAFTS]
        year = self._open_year(turn, [event for _, event in rows])
        blocks = [self._block(turn, "staffevent.coming", coming), self._block(turn, "staffevent.recent", recent[::-1])]
        if year:
            blocks.append(say("staffevent.open_year", year=year))
        blocks += [say("staffevent.draft", number=draft.id, title=self._call(turn, draft.fields)) for draft in drafts]
        blocks.append(say("staffevent.how"))
        buttons = [Button(label=say("button.new_event"), reference=reference("staffevent", "new"))]
        if year:
            buttons.append(
                Button(label=say("button.fix_revision", year=year), reference=reference("staffevent", f"year:{year}"))
            )
        buttons += [_draft_button(turn, draft.id) for draft in drafts]
        shown = [*coming, *recent[::-1]][: MOST_BUTTONS - len(buttons)]
        buttons += [
            Button(
                label=say("button.event_number", number=row.id),
                reference=reference("staffevent", f"{row.id}:{row.sequence}:open"),
            )
            for row, _ in shown
        ]
        text = "\n\n".join(block for block in blocks if block)
        return [Reply(title=say("staffevent.title"), text=text, buttons=buttons)]

    async def button(self, turn: Turn) -> Sequence[Reply]:
        """Every button below an event. It knows the version it stands below: an old one changes nothing."""
        first, _, rest = turn.argument.partition(":")
        if first == "new":
            return await self.forms.begin(turn, Purpose.NEW)
        if first == "year" and is_number(rest):
            return await self._fix(turn, int(rest))
        sequence, _, verb = rest.partition(":")
        deeds: Mapping[str, Deed] = {
            "open": self._open,
            "announce": self._announce,
            "change": self._change,
            "move": self._move,
            "close": self._close,
            "cancel": self._ask_to_cancel,
            "cancelled": self._cancel,
            "restore": self._restore,
            "consultation": self._consultation,
        }
        row = await events.numbered(turn.session, int(first)) if is_number(first) else None
        if row is None or verb not in deeds:
            return await self.old_button(turn)
        if verb != "open" and sequence != str(row.sequence):
            said = turn.texts.say(f"eventrefusal.{Refusal.CHANGED}")
            return [Reply(text=said), await self.show(turn, row)]
        return await deeds[verb](turn, _member(turn), row)

    async def show(self, turn: Turn, row: EventRow) -> Reply:
        """One event: as residents see it, how it stands, what can be done."""
        say, event = turn.texts.say, from_row(row)
        _, card = (await self.office.previews(turn.session, event, turn.now))[0]
        lines = [card.text, say("staffevent.status", number=row.id, status=say_status(turn.texts, row))]
        counts = await registrations.counts(turn.session, row.id)
        if counts.registered or counts.waiting:
            lines.append(say("staffevent.counts", seated=counts.registered, waiting=counts.waiting))
        if row.status == Status.PLANNED and not is_thrown_away(row):
            notes = await self.office.notes(turn.session, event, turn.now)
            lines += [say("staffevent.look_at", notes=say_notes(turn.texts, notes))] if notes else []
        buttons = [
            Button(label=say(key), reference=reference("staffevent", f"{row.id}:{row.sequence}:{deed}"))
            for deed, key in DEEDS.items()
            if refuse(deed, row, turn.now) is None and not (deed == "move" and row.status not in PUBLIC)
        ]
        if event.kind is Kind.REVISION and not event.is_over(turn.now) and not event.is_cancelled:
            where = f"{row.id}:{row.sequence}:consultation"
            buttons.append(Button(label=say("button.consultation"), reference=reference("staffevent", where)))
        return Reply(title=card.title, text="\n\n".join(lines), links=card.links, buttons=buttons[:MOST_BUTTONS])

    # ----- deeds of the buttons

    async def _open(self, turn: Turn, _: StaffRow, row: EventRow) -> Sequence[Reply]:
        return [await self.show(turn, row)]

    async def _announce(self, turn: Turn, member: StaffRow, row: EventRow) -> Sequence[Reply]:
        refused = await running.announce(turn.session, member, row, turn.now)
        return await self._said(turn, row, refused, "staffevent.you_announced")

    async def _change(self, turn: Turn, _: StaffRow, row: EventRow) -> Sequence[Reply]:
        return await self.forms.begin(turn, Purpose.CHANGE, row)

    async def _move(self, turn: Turn, _: StaffRow, row: EventRow) -> Sequence[Reply]:
        return await self.forms.begin(turn, Purpose.MOVE, row)

    async def _close(self, turn: Turn, _: StaffRow, row: EventRow) -> Sequence[Reply]:
        return await self.forms.begin(turn, Purpose.RESULTS, row)

    async def _ask_to_cancel(self, turn: Turn, _: StaffRow, row: EventRow) -> Sequence[Reply]:
        say, where = turn.texts.say, f"{row.id}:{row.sequence}"
        asked = "staffevent.sure" if row.status in PUBLIC else "staffevent.sure_planned"
        buttons = [
            Button(label=say("button.call_off_yes"), reference=reference("staffevent", f"{where}:cancelled")),
            Button(label=say("button.back"), reference=reference("staffevent", f"{where}:open")),
        ]
        return [Reply(text=say(asked, title=title_of(row)), buttons=buttons)]

    async def _cancel(self, turn: Turn, member: StaffRow, row: EventRow) -> Sequence[Reply]:
        was_public = row.status in PUBLIC
        refused = await running.cancel(turn.session, member, row, turn.now)
        done = "staffevent.you_cancelled" if was_public else "staffevent.thrown_away"
        return await self._said(turn, row, refused, done)

    async def _restore(self, turn: Turn, member: StaffRow, row: EventRow) -> Sequence[Reply]:
        refused = await running.restore(turn.session, member, row, turn.now)
        return await self._said(turn, row, refused, "staffevent.you_restored")

    async def _fix(self, turn: Turn, year: int) -> Sequence[Reply]:
        title = self.office.texts.say("staffevent.revision_title", year=year)
        return await self.forms.begin(turn, Purpose.NEW, preset={"kind": Kind.REVISION.value, "title": title})

    async def _consultation(self, turn: Turn, _: StaffRow, row: EventRow) -> Sequence[Reply]:
        title = self.office.texts.say("staffevent.consultation_title", title=title_of(row))
        return await self.forms.begin(turn, Purpose.NEW, preset={"kind": Kind.CONSULTATION.value, "title": title})

    async def _said(self, turn: Turn, row: EventRow, refused: Refusal | None, done: str) -> Sequence[Reply]:
        """What came of a deed, and how it stands now."""
        key = f"eventrefusal.{refused}" if refused else done
        return [Reply(text=turn.texts.say(key, title=title_of(row))), await self.show(turn, row)]

    def _open_year(self, turn: Turn, all_events: Sequence[Event]) -> int | None:
        """The year of the next revision if nobody has fixed its day, planned ones included."""
        fixed = [each for each in all_events if each.kind is Kind.REVISION and not each.is_cancelled]
        planned = {each.start.astimezone(each.zone).year for each in fixed}
        upcoming = next_revision(load_revision_rule(), all_events, turn.now.astimezone(self.office.zone).date())
        return upcoming.year if upcoming.event is None and upcoming.year not in planned else None

    def _block(self, turn: Turn, head: str, rows: Sequence[tuple[EventRow, Event]]) -> str:
        lines = [say_line(turn.texts, row, event) for row, event in rows[:MOST_LISTED]]
        if len(rows) > MOST_LISTED:
            lines.append(turn.texts.say("staffevent.more", count=len(rows) - MOST_LISTED))
        return "\n".join([turn.texts.say(head), *lines]) if lines else ""

    def _call(self, turn: Turn, fields: Mapping[str, str]) -> str:
        return fields.get("title") or name_kind(turn.texts, fields.get("kind", "")) or "–"


def _draft_button(turn: Turn, id: int) -> Button:
    return Button(label=turn.texts.say("button.draft", number=id), reference=reference("eventdraft", f"{id}:open"))


def _member(turn: Turn) -> StaffRow:
    if turn.staff is None:
        raise ValueError("not a member of the staff")
    return turn.staff
