"""Invitations in the chat: an administrator makes a link, somebody opens it and is staff."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from bot.conversation.routing import Handler, Turn
from bot.conversation.words import Button, Reply, reference
from bot.team.inviting import MARK, Outcome, invite, join
from bot.team.labels import menu_button, role_buttons
from bot.team.notices import Notices
from bot.team.rules import LONGEST_NAME, SHORTEST_NAME, NotPossible, Reason
from storage.staff import Role

FORM = "team-invite"


@dataclass(frozen=True, kw_only=True)
class Arriving:
    """`start` is the people room's welcome, which every other link gets; `faces` are those by which staff may come;
    `bot_name` is the name behind `t.me/`, if it is known."""

    start: Handler
    introduction: Callable[[Turn], Sequence[Reply]]
    notices: Notices
    faces: Collection[str]
    bot_name: Callable[[], str | None]
    one_key: bool

    async def welcome(self, turn: Turn) -> Sequence[Reply]:
        """`/start`: an invitation is taken here, everything else goes on as ever."""
        if not turn.argument.startswith(MARK):
            return await self.start(turn)
        known = () if turn.known else self.introduction(turn)
        say = turn.texts.say
        if turn.incoming.group or turn.incoming.address.partition(":")[0] not in self.faces:
            return [*known, Reply(text=say("joining.elsewhere"))]
        joining = await join(
            turn.session, turn.incoming.address, turn.argument.removeprefix(MARK), turn.now, one_key=self.one_key
        )
        if joining.nomination is not None:
            await self.notices.tell_of_nomination(
                turn.session, number=joining.nomination, name=joining.name, by=joining.nominated_by, now=turn.now
            )
        role = say(f"role.{joining.role}") if joining.role else ""
        text = say(f"joining.{joining.outcome}", role=role, name=joining.name)
        buttons = [menu_button(turn.texts)] if joining.outcome is Outcome.JOINED else []
        return [*known, Reply(text=text, buttons=buttons)]

    async def invite(self, turn: Turn) -> Sequence[Reply]:
        """`/einladen`: which role, then which name."""
        say = turn.texts.say
        if turn.argument not in list(Role):
            turn.person.form = None
            buttons = [*role_buttons(turn.texts, FORM), menu_button(turn.texts)]
            return [Reply(text=say("team.choose_role"), buttons=buttons)]
        turn.person.form = f"{FORM}:{turn.argument}"
        return [Reply(text=say("team.ask_name", shortest=SHORTEST_NAME, longest=LONGEST_NAME), buttons=[_stop(turn)])]

    async def name(self, turn: Turn) -> Sequence[Reply]:
        """The name was typed: here is the link. A name that cannot be is said, and may be typed again."""
        say, typed = turn.texts.say, turn.incoming.text
        role = Role(turn.argument)
        try:
            secret = await invite(
                turn.session, by=turn.staff, role=role, name=typed, now=turn.now, one_key=self.one_key
            )  # fmt: skip
        except NotPossible as refusal:
            said = say(f"hindrance.{refusal.reason}")
            if refusal.reason in {Reason.NAME_LENGTH, Reason.NAME_TAKEN}:
                return [Reply(text=f"{said}\n\n{typed}", buttons=[_stop(turn)])]
            turn.person.form = None
            return [Reply(text=said, buttons=[menu_button(turn.texts)])]
        turn.person.form = None
        link = invitation_link(self.bot_name(), secret)
        return [Reply(text=say("team.invited", role=say(f"role.{role}"), link=link), buttons=[menu_button(turn.texts)])]


def invitation_link(bot_name: str | None, secret: str) -> str:
    """The link to pass on; where the bot's name is not known, what to write to it."""
    return f"https://t.me/{bot_name}?start={MARK}{secret}" if bot_name else f"/start {MARK}{secret}"


def _stop(turn: Turn) -> Button:
    return Button(label=turn.texts.say("button.team_stop"), reference=reference("team"))
