"""People and roles in the chat: the list, a member's card, another role, the way out, the second key."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.team.labels import label_of, menu_button, role_buttons
from bot.team.notices import Notices
from bot.team.roles import change_role, confirm, refuse, remove
from bot.team.rules import NotPossible, Reason
from storage import invitations, staff
from storage.staff import Role, StaffRow

A_PAGE = 5
YES = "-yes"


@dataclass(frozen=True, kw_only=True)
class Members:
    """The handlers that only administrators reach."""

    notices: Notices
    zone: ZoneInfo
    one_key: bool

    async def people(self, turn: Turn) -> Sequence[Reply]:
        """Everybody, a page at a time: role and since when."""
        turn.person.form = None
        page = _number(turn.argument)
        everybody = await staff.everybody(turn.session)
        shown = everybody[page * A_PAGE : (page + 1) * A_PAGE]
        numbered = list(enumerate(shown, start=page * A_PAGE + 1))
        lines = [f"{number}. {self._line(turn, member)}" for number, member in numbered]
        buttons = [
            Button(label=label_of(number, member.name), reference=reference("team-member", str(member.id)))
            for number, member in numbered
        ]
        if len(everybody) > (page + 1) * A_PAGE:
            buttons.append(
                Button(label=turn.texts.say("button.more"), reference=reference("team-people", str(page + 1)))
            )
        text = "\n".join([turn.texts.say("team.people"), *lines])
        return [Reply(text=text, buttons=[*buttons, menu_button(turn.texts)])]

    async def member(self, turn: Turn) -> Sequence[Reply]:
        """One member, and what can be done about them."""
        member = await staff.numbered(turn.session, _number(turn.argument))
        if member is None:
            return self._refused(turn, Reason.GONE)
        say, number = turn.texts.say, str(member.id)
        buttons = [
            Button(label=say("button.team_change_role"), reference=reference("team-role", number)),
            Button(label=say("button.team_remove"), reference=reference("team-remove", number)),
            Button(label=say("button.team_people"), reference=reference("team-people")),
        ]
        text = self._line(turn, member)
        return [Reply(text=f"{text}\n\n{say('team.set_up')}" if member.set_up else text, buttons=buttons)]

    async def role(self, turn: Turn) -> Sequence[Reply]:
        """Another role: which one, then done (or waiting for the second key)."""
        number, _, role = turn.argument.partition("-")
        member = await staff.numbered(turn.session, _number(number))
        if member is None:
            return self._refused(turn, Reason.GONE)
        say = turn.texts.say
        if role not in list(Role):
            buttons = [*role_buttons(turn.texts, "team-role", f"{member.id}-"), menu_button(turn.texts)]
            return [Reply(text=say("team.choose_new_role", name=member.name), buttons=buttons)]
        before = member.role
        try:
            nomination = await change_role(
                turn.session, by=_actor(turn), number=member.id, role=Role(role), now=turn.now, one_key=self.one_key
            )
        except NotPossible as refusal:
            return self._refused(turn, refusal.reason)
        if nomination is not None:
            await self.notices.tell_of_nomination(
                turn.session, number=nomination.id, name=nomination.name, by=nomination.nominated_by, now=turn.now
            )
            return self._said(turn, say("team.nominated", name=member.name))
        if role != before and member.id != _actor(turn).id:
            await self.notices.tell_role(turn.session, member.address, role, turn.now)
        return self._said(turn, say("team.role_changed", name=member.name, role=say(f"role.{role}")))

    async def remove(self, turn: Turn) -> Sequence[Reply]:
        """Take somebody off the staff: asked once, then done."""
        number = _number(turn.argument.removesuffix(YES))
        member = await staff.numbered(turn.session, number)
        if member is None:
            return self._refused(turn, Reason.GONE)
        say = turn.texts.say
        if not turn.argument.endswith(YES):
            yes = Button(label=say("button.team_remove_yes"), reference=reference("team-remove", f"{number}{YES}"))
            return [Reply(text=say("team.ask_remove", name=member.name), buttons=[yes, menu_button(turn.texts)])]
        try:
            await remove(turn.session, by=_actor(turn), number=number, now=turn.now)
        except NotPossible as refusal:
            return self._refused(turn, refusal.reason)
        if member.id == _actor(turn).id:
            return [Reply(text=say("team.left"))]
        await self.notices.tell_removed(turn.session, member.address, turn.now)
        return self._said(turn, say("team.removed", name=member.name))

    async def nomination(self, turn: Turn) -> Sequence[Reply]:
        """Somebody shall be administrator: yes or no."""
        nomination = await invitations.nomination(turn.session, _number(turn.argument))
        if nomination is None:
            return self._refused(turn, Reason.GONE)
        say, number = turn.texts.say, str(nomination.id)
        buttons = [
            Button(label=say("button.team_confirm"), reference=reference("team-confirm", number)),
            Button(label=say("button.team_refuse"), reference=reference("team-refuse", number)),
            menu_button(turn.texts),
        ]
        return [Reply(text=say("team.nomination", name=nomination.name), buttons=buttons)]

    async def confirm(self, turn: Turn) -> Sequence[Reply]:
        """The second key."""
        try:
            nomination = await confirm(
                turn.session, by=_actor(turn), number=_number(turn.argument), now=turn.now, one_key=self.one_key
            )
        except NotPossible as refusal:
            return self._refused(turn, refusal.reason)
        await self.notices.tell_role(turn.session, nomination.address, Role.ADMINISTRATOR, turn.now)
        return self._said(turn, turn.texts.say("team.confirmed", name=nomination.name))

    async def refuse(self, turn: Turn) -> Sequence[Reply]:
        """No."""
        try:
            nomination = await refuse(turn.session, by=_actor(turn), number=_number(turn.argument), now=turn.now)
        except NotPossible as refusal:
            return self._refused(turn, refusal.reason)
        await self.notices.tell_refused(turn.session, nomination.address, turn.now)
        return self._said(turn, turn.texts.say("team.refused", name=nomination.name))

    def _line(self, turn: Turn, member: StaffRow) -> str:
        say = turn.texts.say
        since = turn.texts.day(member.since.astimezone(self.zone).date())
        return say("team.member", name=member.name, role=say(f"role.{member.role}"), since=since)

    def _said(self, turn: Turn, text: str) -> Sequence[Reply]:
        return [Reply(text=text, buttons=[_people_button(turn), menu_button(turn.texts)])]

    def _refused(self, turn: Turn, reason: Reason) -> Sequence[Reply]:
        return self._said(turn, turn.texts.say(f"hindrance.{reason}"))


def _people_button(turn: Turn) -> Button:
    return Button(label=turn.texts.say("button.team_people"), reference=reference("team-people"))


def _actor(turn: Turn) -> StaffRow:
    if turn.staff is None:
        raise ValueError("a handler of the staff was reached without a right")
    return turn.staff


def _number(text: str) -> int:
    """A number in a button; 0, which nobody has, for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 - fits the database
