"""Notices to colleagues: rows of the ledger, written in the transaction of the deed they tell of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.words import Button, Reply, reference
from bot.delivery.kinds import MANNERS, Kind
from bot.texts import TextBook, Texts
from storage import deliveries, people, staff
from storage.database import Session
from storage.deliveries import Planned
from storage.staff import Role

REASON = "staff"
"""Why somebody gets such a notice: they are on the staff, or were."""
UNWRITABLE = "console:"
"""Whoever has no chat sees in the console what waits."""


@dataclass(frozen=True, kw_only=True)
class Notices:
    """Tells colleagues, each in their language."""

    textbook: TextBook

    async def tell_of_nomination(
        self, session: Session, *, number: int, name: str, by: int | None, now: datetime
    ) -> None:
        """Ask every administrator but the one who nominated."""
        for member in await staff.everybody(session):
            if member.role == Role.ADMINISTRATOR and member.id != by:
                texts = await self._texts(session, member.address)
                buttons = [
                    Button(label=texts.say("button.team_look"), reference=reference("team-nomination", str(number)))
                ]
                text = texts.say("team.told_nomination", name=name)
                await self._tell(session, f"team:nomination:{number}", member.address, text, now, buttons)

    async def tell_role(self, session: Session, address: str, role: str, now: datetime) -> None:
        """Somebody has another role."""
        texts = await self._texts(session, address)
        text = texts.say("team.told_role", role=texts.say(f"role.{role}"))
        await self._tell(session, f"team:role:{now.timestamp()}", address, text, now)

    async def tell_removed(self, session: Session, address: str, now: datetime) -> None:
        """Somebody is staff no more."""
        texts = await self._texts(session, address)
        await self._tell(session, f"team:removed:{now.timestamp()}", address, texts.say("team.told_removed"), now)

    async def tell_refused(self, session: Session, address: str, now: datetime) -> None:
        """Somebody will not be administrator."""
        texts = await self._texts(session, address)
        await self._tell(session, f"team:refused:{now.timestamp()}", address, texts.say("team.told_refused"), now)

    async def _texts(self, session: Session, address: str) -> Texts:
        return self.textbook.of(await people.language_of(session, address))

    async def _tell(
        self, session: Session, occasion: str, address: str, text: str, now: datetime, buttons: Sequence[Button] = ()
    ) -> None:
        if address.startswith(UNWRITABLE):
            return
        notice = Planned(
            occasion=occasion,
            address=address,
            kind=Kind.NOTICE,
            reason=REASON,
            priority=MANNERS[Kind.NOTICE].priority,
            not_before=now,
            content=Reply(text=text, buttons=buttons).as_data(),
        )
        await deliveries.plan(session, [notice], now)
