"""`/team`: what waits, a button for every deed that somebody's role allows, the way into the console, the way out."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.rights import Right, may
from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.team.labels import label_of, menu_button
from bot.team.roles import remove
from bot.team.rules import NotPossible
from bot.team.signing_in import ask_for_link
from bot.team.waiting import Waiting, all_waiting
from storage.staff import StaffRow

MOST_BUTTONS = 8
YES = "yes"


@dataclass(frozen=True, kw_only=True)
class Deed:
    """A button of the menu: the key of its label, what it carries, the right that it needs."""

    label: str
    reference: str
    right: Right


OWN_DEEDS = (
    Deed(label="button.team_people", reference=reference("team-people"), right=Right.ADMINISTER),
    Deed(label="button.team_invite", reference=reference("team-invite"), right=Right.ADMINISTER),
    Deed(label="button.team_console", reference=reference("team-console"), right=Right.LOOK),
    Deed(label="button.team_leave", reference=reference("team-leave"), right=Right.LOOK),
)


@dataclass(frozen=True, kw_only=True)
class TeamMenu:
    """The menu. `waiting` and `deeds` are brought by the other rooms; `base` is the address people reach us by."""

    waiting: tuple[Waiting, ...]
    deeds: tuple[Deed, ...]
    base: str
    one_key: bool

    async def show(self, turn: Turn) -> Sequence[Reply]:
        """The menu of this member's role. An open form is closed."""
        member = _member(turn)
        turn.person.form = None
        say = turn.texts.say
        waiting = await all_waiting(self.waiting, turn.session, member, turn.texts)
        deeds = [deed for deed in (*self.deeds, *OWN_DEEDS) if may(member.role, deed.right)]
        buttons = [
            Button(label=label_of(number, each.label), reference=each.reference)
            for number, each in enumerate(waiting[: MOST_BUTTONS - len(deeds)], start=1)
        ]
        buttons += [Button(label=say(deed.label), reference=deed.reference) for deed in deeds]
        lines = [f"{number}. {each.text}" for number, each in enumerate(waiting, start=1)]
        parts = [
            say("team.menu", name=member.name, role=say(f"role.{member.role}")),
            say("team.one_key") if self.one_key else "",
            "\n".join([say("team.waits"), *lines]) if lines else say("team.nothing_waits"),
        ]
        return [Reply(text="\n\n".join(part for part in parts if part), buttons=buttons[:MOST_BUTTONS])]

    async def console(self, turn: Turn) -> Sequence[Reply]:
        """A link into the console, into the member's own chat."""
        link = await ask_for_link(turn.session, _member(turn), self.base, turn.now)
        if link is None:
            return [Reply(text=turn.texts.say("team.console_often"), buttons=[menu_button(turn.texts)])]
        return [Reply(text=turn.texts.say("team.console", link=link))]

    async def leave(self, turn: Turn) -> Sequence[Reply]:
        """Step down: asked once, then done."""
        say, member = turn.texts.say, _member(turn)
        if turn.argument != YES:
            yes = Button(label=say("button.team_leave_yes"), reference=reference("team-leave", YES))
            return [Reply(text=say("team.ask_leave"), buttons=[yes, menu_button(turn.texts)])]
        try:
            await remove(turn.session, by=member, number=member.id, now=turn.now)
        except NotPossible as refusal:
            return [Reply(text=say(f"hindrance.{refusal.reason}"), buttons=[menu_button(turn.texts)])]
        return [Reply(text=say("team.left"))]


def _member(turn: Turn) -> StaffRow:
    if turn.staff is None:
        raise ValueError("a handler of the staff was reached without a right")
    return turn.staff
