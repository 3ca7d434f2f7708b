"""The administrators of the settings become staff at the start, and whoever is no longer named there stops being it.

Where there is no Telegram there is nobody who could be named: then this machine's own administrator signs in from the
command line, so that the console can be tried.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.team.leaving import end_rights
from bot.team.signing_in import make_link
from storage import audit, staff
from storage.database import Session
from storage.staff import Role

LOCAL = "console:local"
"""The address of this machine's own administrator."""
LOCAL_NAME = "Dieser Rechner"
LOCAL_LINK_HOLDS = timedelta(hours=8)
"""The link is printed once, on the machine itself, and whoever tries things out may read it later."""
SET_UP_NAME = "Administration"


async def set_up_administrators(session: Session, addresses: Collection[str], now: datetime) -> None:
    """Make the staff what the settings say. Who has a role already and is named there becomes administrator."""
    for former in await staff.everybody(session):
        if former.set_up and former.address not in addresses:
            await end_rights(session, former)
            audit.note(session, who="system", deed="staff.removed", object=f"staff:{former.id}", now=now)
    for address in sorted(addresses):
        member = await staff.of(session, address)
        if member is not None and member.set_up:
            continue
        if member is None:
            name = LOCAL_NAME if address == LOCAL else SET_UP_NAME
            member = staff.add(session, address=address, role=Role.ADMINISTRATOR, name=name, now=now, set_up=True)
            await session.flush()
        member.role, member.set_up = Role.ADMINISTRATOR, True
        audit.note(session, who="system", deed="staff.set_up", object=f"staff:{member.id}", now=now)


async def local_link(session: Session, base: str, now: datetime) -> str:
    """A link into the console for this machine's administrator. Raises ValueError if it is not set up."""
    member = await staff.of(session, LOCAL)
    if member is None:
        raise ValueError(f"{LOCAL} is not set up")
    return make_link(session, member, base, now, LOCAL_LINK_HOLDS)
