"""`/rundruf`: the list, the review of a draft, the buttons. What is typed in between is taken by `forms.py`."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.announcements import composing, releasing, sending
from bot.announcements.forms import Forms
from bot.announcements.lifecycle import Refusal, State
from bot.announcements.office import KINDS, Office
from bot.announcements.showing import look, name_of, say_progress
from bot.announcements.steps import TEXTS, TOPICS
from bot.announcements.targets import targets
from bot.conversation.routing import Handler, Turn
from bot.conversation.words import Button, Reply, reference
from bot.delivery.kinds import Kind
from storage import announcements
from storage.announcements import AnnouncementRow
from storage.staff import StaffRow

LISTED = (State.REQUESTED, State.HELD, State.SCHEDULED, State.SENDING, State.PAUSED, State.FINISHED, State.CANCELLED)
MOST_LISTED = 5

Deed = Callable[[Turn, StaffRow, AnnouncementRow, str], Awaitable[Sequence[Reply]]]


@dataclass(frozen=True, kw_only=True)
class AnnouncementsFlow:
    """The chat of this room. `old_button` answers what is not there any more; `more` are the verbs of what is done
    afterwards."""

    office: Office
    forms: Forms
    old_button: Handler
    more: Mapping[str, Deed]

    async def list(self, turn: Turn) -> Sequence[Reply]:
        """`/rundruf`: one's own drafts, what is under way, and a new one."""
        member = _member(turn)
        turn.person.form = None
        drafts = await announcements.of_author(turn.session, member.id, [State.DRAFT])
        others = await announcements.in_states(turn.session, LISTED, most=MOST_LISTED)
        rows = [*drafts[:MOST_LISTED], *others]
        if not rows:
            return self._kinds(turn)
        say = turn.texts.say
        lines = [say("announce.list")]
        lines += [f"{name_of(turn.texts, row)} – {say(f'state.{row.state}')}" for row in rows]
        if self.office.one_key:
            lines.append(say("announce.one_key"))
        buttons = [
            Button(label=say("button.announcement", number=row.id), reference=reference("announce", f"{row.id}:open"))
            for row in rows
        ]
        new = Button(label=say("button.new_one"), reference=reference("announce", "new"))
        return [Reply(text="\n".join(lines), buttons=[new, *buttons])]

    async def leave(self, turn: Turn) -> Sequence[Reply]:
        """`/abbrechen`: keep the draft or throw it away."""
        verb, _, argument = (turn.person.form or "").partition(":")
        id = argument.partition(":")[0]
        turn.person.form = None
        row = await announcements.numbered(turn.session, int(id)) if verb == "announce" and id.isdecimal() else None
        if row is None:
            return [Reply(text=turn.texts.say("announce.nothing_open"))]
        return await self._leave(turn, _member(turn), row, "")

    async def button(self, turn: Turn) -> Sequence[Reply]:
        """Every button of this room but the second key's."""
        first, _, rest = turn.argument.partition(":")
        if first == "new":
            return await self._new(turn, rest)
        verb, _, argument = rest.partition(":")
        deeds: Mapping[str, Deed] = {
            "open": self._open,
            "step": self._step,
            "skip": self._skip,
            "none": self._none,
            "topic": self._topic,
            "again": self._again,
            "now": self._now,
            "leave": self._leave,
            "keep": self._keep,
            "drop": self._drop,
            "test": self._test,
            "request": self._request,
            "stop": self._stop,
            "pause": self._pause,
            "resume": self._resume,
            "cancel": self._cancel,
            **self.more,
        }
        row = await announcements.numbered(turn.session, int(first)) if first.isdecimal() else None
        if row is None or verb not in deeds:
            return await self.old_button(turn)
        return await deeds[verb](turn, _member(turn), row, argument)

    async def second_key(self, turn: Turn) -> Sequence[Reply]:
        """Release or decline, for whoever may; the button knows the version it stands below."""
        first, _, rest = turn.argument.partition(":")
        version, _, verb = rest.partition(":")
        row = await announcements.numbered(turn.session, int(first)) if first.isdecimal() else None
        if row is None or not version.isdecimal():
            return await self.old_button(turn)
        member = _member(turn)
        if verb == "no":
            refused = await releasing.decline(turn.session, self.office, member, row, turn.now, version=int(version))
            return [self._said(turn, refused, "announce.you_declined", row)]
        if row.kind == Kind.EMERGENCY and row.state == State.REQUESTED and row.version == int(version):
            turn.person.form = f"release:{row.id}:{version}"
            return [Reply(text=turn.texts.say("announce.type_word", name=name_of(turn.texts, row)))]
        refused = await releasing.release(turn.session, self.office, member, row, turn.now, version=int(version))
        return [self._said(turn, refused, "announce.you_released", row)]

    async def word(self, turn: Turn) -> Sequence[Reply]:
        """The typed word of an emergency's second key."""
        id, _, version = turn.argument.partition(":")
        row = await announcements.numbered(turn.session, int(id))
        if row is None:
            turn.person.form = None
            return await self.old_button(turn)
        refused = await releasing.release(
            turn.session, self.office, _member(turn), row, turn.now, version=int(version), word=turn.incoming.text
        )
        if refused is not Refusal.WORD:
            turn.person.form = None
        return [self._said(turn, refused, "announce.you_released", row)]

    # ----- deeds of the buttons

    async def _new(self, turn: Turn, kind: str) -> Sequence[Reply]:
        if kind not in KINDS:
            return self._kinds(turn)
        row = await composing.begin(turn.session, _member(turn), Kind(kind), turn.now)
        return await self.forms.go(turn, row, TEXTS[0])

    def _kinds(self, turn: Turn) -> Sequence[Reply]:
        say = turn.texts.say
        buttons = [
            Button(label=say(f"purpose.{kind}"), reference=reference("announce", f"new:{kind}")) for kind in KINDS
        ]
        return [Reply(text=say("announce.which_kind"), buttons=buttons)]

    async def _open(self, turn: Turn, member: StaffRow, row: AnnouncementRow, _: str) -> Sequence[Reply]:
        if row.state == State.DRAFT:
            mine = row.author == member.id
            return await self.forms.resume(turn, row) if mine else [self._said(turn, Refusal.NOT_YOURS, "", row)]
        turn.person.form = None
        if row.state == State.REQUESTED:
            return await self.forms.review(turn, row)
        figures = await look(turn.session, row, turn.now)
        return [say_progress(turn.texts, self.office, row, figures)]

    async def _step(self, turn: Turn, member: StaffRow, row: AnnouncementRow, step: str) -> Sequence[Reply]:
        if row.author != member.id or row.state not in {State.DRAFT, State.REQUESTED}:
            return [self._said(turn, Refusal.NOT_NOW, "", row)]
        return await self.forms.go(turn, row, step)

    async def _skip(self, turn: Turn, member: StaffRow, row: AnnouncementRow, step: str) -> Sequence[Reply]:
        return await self.forms.skip(turn, member, row, step)

    async def _none(self, turn: Turn, member: StaffRow, row: AnnouncementRow, step: str) -> Sequence[Reply]:
        return await self.forms.take_away(turn, member, row, step)

    async def _topic(self, turn: Turn, member: StaffRow, row: AnnouncementRow, topic: str) -> Sequence[Reply]:
        if topic and topic not in await targets(turn.session, self.office, turn.texts, turn.now):
            return await self.old_button(turn)
        chosen = set(row.topics or ()) ^ {topic} if topic else None
        if refused := await composing.set_topics(turn.session, member, row, chosen, turn.now):
            return [self._said(turn, refused, "", row)]
        return await self.forms.go(turn, row, TOPICS)

    async def _again(self, turn: Turn, member: StaffRow, row: AnnouncementRow, _: str) -> Sequence[Reply]:
        refused = await composing.set_again(turn.session, member, row, not row.again, turn.now)
        return [self._said(turn, refused, "", row)] if refused else await self.forms.review(turn, row)

    async def _now(self, turn: Turn, member: StaffRow, row: AnnouncementRow, _: str) -> Sequence[Reply]:
        refused = await composing.set_starts(turn.session, member, row, None, turn.now)
        return [self._said(turn, refused, "", row)] if refused else await self.forms.review(turn, row)

    async def _leave(self, turn: Turn, member: StaffRow, row: AnnouncementRow, _: str) -> Sequence[Reply]:
        turn.person.form = None
        say = turn.texts.say
        buttons = [
            Button(label=say("button.keep_draft"), reference=reference("announce", f"{row.id}:keep")),
            Button(label=say("button.drop_draft"), reference=reference("announce", f"{row.id}:drop")),
        ]
        return [Reply(text=say("announce.keep_or_drop", name=name_of(turn.texts, row)), buttons=buttons)]

    async def _keep(self, turn: Turn, member: StaffRow, row: AnnouncementRow, _: str) -> Sequence[Reply]:
        turn.person.form = None
        return [Reply(text=turn.texts.say("announce.kept", name=name_of(turn.texts, row)))]

    async def _drop(self, turn: Turn, member: StaffRow, row: AnnouncementRow, _: str) -> Sequence[Reply]:
        name = name_of(turn.texts, row)
        refused = await composing.discard(turn.session, member, row, turn.now)
        if refused:
            return [self._said(turn, refused, "", row)]
        turn.person.form = None
        return [Reply(text=turn.texts.say("announce.dropped", name=name))]

    async def _test(self, turn: Turn, member: StaffRow, row: AnnouncementRow, _: str) -> Sequence[Reply]:
        refused = await releasing.test(turn.session, self.office, member, row, turn.now)
        return [self._said(turn, refused, "announce.tested", row)]

    async def _request(self, turn: Turn, member: StaffRow, row: AnnouncementRow, _: str) -> Sequence[Reply]:
        refused = await releasing.request(turn.session, self.office, member, row, turn.now)
        return [self._said(turn, refused, "announce.requested", row)]

    async def _stop(self, turn: Turn, member: StaffRow, row: AnnouncementRow, _: str) -> Sequence[Reply]:
        refused = await releasing.stop(turn.session, self.office, member, row, turn.now)
        return [self._said(turn, refused, "announce.you_stopped", row)]

    async def _pause(self, turn: Turn, member: StaffRow, row: AnnouncementRow, _: str) -> Sequence[Reply]:
        refused = await sending.pause(turn.session, self.office, member, row, turn.now)
        return [self._said(turn, refused, "announce.you_paused", row)]

    async def _resume(self, turn: Turn, member: StaffRow, row: AnnouncementRow, _: str) -> Sequence[Reply]:
        refused = await sending.resume(turn.session, self.office, member, row, turn.now)
        return [self._said(turn, refused, "announce.you_resumed", row)]

    async def _cancel(self, turn: Turn, member: StaffRow, row: AnnouncementRow, _: str) -> Sequence[Reply]:
        refused = await sending.cancel(turn.session, self.office, member, row, turn.now)
        return [self._said(turn, refused, "announce.you_cancelled", row)]

    def _said(self, turn: Turn, refused: Refusal | None, done: str, row: AnnouncementRow) -> Reply:
        """What came of a deed."""
        if refused:
            return Reply(text=turn.texts.say(f"refusal.{refused}"))
        return Reply(text=turn.texts.say(done, name=name_of(turn.texts, row)))


def _member(turn: Turn) -> StaffRow:
    if turn.staff is None:
        raise ValueError("not a member of the staff")
    return turn.staff
