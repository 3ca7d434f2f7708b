"""The staff's doors of this room: which command, button and form leads where, and what waits for whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.conversation.rights import Right, may
from bot.conversation.routing import ForStaff, Handler
from bot.conversation.words import reference
from bot.ideas.card import name_of, promise_of, shortened
from bot.ideas.moderating import MOST_NAME, Alike, Moderating, waiting
from bot.ideas.office import IdeaOffice
from bot.ideas.shelf import IdeaShelf, Similar
from bot.ideas.typing import FORM, Typing
from bot.texts import Texts
from storage import ideas, lifelines
from storage.database import Session
from storage.ideas import IdeaRow
from storage.staff import StaffRow

ALIKE = 3


@dataclass(frozen=True, kw_only=True)
class Due:
    """Something that waits: in words, where in the console it is, the button that opens it in the chat."""

    text: str
    path: str
    label: str
    reference: str


@dataclass(frozen=True, kw_only=True)
class StaffDoors:
    """What this room brings to the staff's routes."""

    moderating: Moderating
    typing: Typing

    def commands(self) -> Mapping[str, ForStaff]:
        """Commands of the staff."""
        return {"moderation": ForStaff(Right.MODERATE, self.moderating.show_all)}

    def buttons(self) -> Mapping[str, ForStaff]:
        """Buttons of the staff."""
        return {
            "moderate": ForStaff(Right.MODERATE, self.moderating.button),
            "moderate_set": ForStaff(Right.MODERATE, self.typing.chosen),
        }

    def forms(self) -> Mapping[str, ForStaff]:
        """Forms of the staff."""
        return {FORM: ForStaff(Right.MODERATE, self.typing.typed)}


def alike_on(shelf: IdeaShelf) -> Alike:
    """Which public ideas are most like one."""

    async def alike(session: Session, idea: IdeaRow) -> Sequence[Similar]:
        text = f"{idea.title}\n{idea.text}"
        return await shelf.similar(
            session, text, field=idea.field, district=idea.district, most=ALIKE, without=[idea.id]
        )

    return alike


def build_staff_doors(office: IdeaOffice, shelf: IdeaShelf, old_button: Handler) -> StaffDoors:
    """The doors from their parts."""
    typing = Typing(office=office)
    return StaffDoors(
        moderating=Moderating(office=office, typing=typing, alike=alike_on(shelf), old_button=old_button), typing=typing
    )


async def waiting_ideas(session: Session, office: IdeaOffice, member: StaffRow, texts: Texts) -> Sequence[Due]:
    """What of the ideas waits for this member: rulings to read first, then what nobody has, or they."""
    if not may(member.role, Right.MODERATE):
        return []
    found = []
    for ruling in await lifelines.rulings(session):
        idea = await ideas.look_at(session, ruling.idea)
        if idea is not None and ruling.version == idea.version and (ruling.by != member.id or office.one_key):
            found.append(_due(idea, texts.say("moderate.waits_ruling", name=shortened(name_of(idea), MOST_NAME))))
    for idea in await waiting(session):
        if idea.holder in (None, member.id) and idea.clock_stands is None:
            promise = promise_of(idea)
            day = texts.day(promise.due(office.zone).astimezone(office.zone).date()) if promise else "–"
            name, stage = shortened(name_of(idea), MOST_NAME), texts.say(f"ideastage.{idea.stage}")
            found.append(_due(idea, texts.say("moderate.waits", name=name, stage=stage, day=day)))
    return found


def _due(idea: IdeaRow, text: str) -> Due:
    return Due(
        text=text,
        path=f"/team/ideas/{idea.id}",
        label=name_of(idea).partition(" ")[0],
        reference=reference("moderate", f"{idea.id}:open"),
    )
