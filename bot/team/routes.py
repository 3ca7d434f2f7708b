"""The room's doors: which commands, buttons and forms of the staff lead where, and the right that each needs."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.conversation.rights import Right
from bot.conversation.routing import ForStaff, Handler, Turn
from bot.conversation.words import Reply
from bot.settings import Settings
from bot.team.arriving import FORM, Arriving
from bot.team.members import Members
from bot.team.menu import Deed, TeamMenu
from bot.team.notices import Notices
from bot.team.waiting import Waiting
from bot.texts import TextBook


@dataclass(frozen=True, kw_only=True)
class TeamRoutes:
    """What this room brings to `Routes`."""

    menu: TeamMenu
    arriving: Arriving
    members: Members

    def commands(self) -> Mapping[str, ForStaff]:
        """Commands of the staff."""
        return {
            "team": ForStaff(right=Right.LOOK, handler=self.menu.show),
            "einladen": ForStaff(right=Right.ADMINISTER, handler=self.arriving.invite),
        }

    def buttons(self) -> Mapping[str, ForStaff]:
        """Buttons of the staff."""
        return {
            "team": ForStaff(right=Right.LOOK, handler=self.menu.show),
            "team-console": ForStaff(right=Right.LOOK, handler=self.menu.console),
            "team-leave": ForStaff(right=Right.LOOK, handler=self.menu.leave),
            FORM: ForStaff(right=Right.ADMINISTER, handler=self.arriving.invite),
            "team-people": ForStaff(right=Right.ADMINISTER, handler=self.members.people),
            "team-member": ForStaff(right=Right.ADMINISTER, handler=self.members.member),
            "team-role": ForStaff(right=Right.ADMINISTER, handler=self.members.role),
            "team-remove": ForStaff(right=Right.ADMINISTER, handler=self.members.remove),
            "team-nomination": ForStaff(right=Right.ADMINISTER, handler=self.members.nomination),
            "team-confirm": ForStaff(right=Right.ADMINISTER, handler=self.members.confirm),
            "team-refuse": ForStaff(right=Right.ADMINISTER, handler=self.members.refuse),
        }

    def forms(self) -> Mapping[str, ForStaff]:
        """Forms of the staff."""
        return {FORM: ForStaff(right=Right.ADMINISTER, handler=self.arriving.name)}


def build_team(
    settings: Settings,
    textbook: TextBook,
    *,
    start: Handler,
    introduction: Callable[[Turn], Sequence[Reply]],
    faces: Collection[str],
    waiting: tuple[Waiting, ...],
    deeds: tuple[Deed, ...],
    bot_name: Callable[[], str | None],
) -> TeamRoutes:
    """The room from its parts. What the other rooms bring is explained where it is used: `arriving.py`, `menu.py`."""
    notices = Notices(textbook=textbook)
    return TeamRoutes(
        menu=TeamMenu(waiting=waiting, deeds=deeds, base=settings.public_address, one_key=settings.one_key),
        arriving=Arriving(
            start=start,
            introduction=introduction,
            notices=notices,
            faces=faces,
            bot_name=bot_name,
            one_key=settings.one_key,
        ),
        members=Members(notices=notices, zone=settings.zone, one_key=settings.one_key),
    )
