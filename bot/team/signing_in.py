"""How the staff come into the console: by a link that works once and for a short time, sent to their own chat.

The link is a secret, so only a hash of it is stored, and so it is with the session that begins. A session belongs to a
member's row: when that is gone, nothing opens any more.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage import audit, console, staff
from storage.database import Session
from storage.staff import StaffRow
from storage.tokens import new_secret

LINK_HOLDS = timedelta(minutes=5)
MOST_LINKS = 5
"""Links that a member may ask for …"""
WITHIN = timedelta(minutes=15)
"""… within this time."""
IDLE = timedelta(hours=8)
"""A session that nobody has used for so long is over: a working day."""
SIGN_IN = "/team/sign-in"
"""Where the console's door is; a link has its secret behind it."""


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A session that has just begun: its secret for the cookie, and whose it is."""

    secret: str
    member: StaffRow


async def ask_for_link(session: Session, member: StaffRow, base: str, now: datetime) -> str | None:
    """A fresh link into the console; None if the member has asked for too many just now."""
    if await console.count_asked(session, member.id, now - WITHIN) >= MOST_LINKS:
        return None
    return make_link(session, member, base, now, LINK_HOLDS)


def make_link(session: Session, member: StaffRow, base: str, now: datetime, holds: timedelta) -> str:
    """A link into the console; `base` is the address people reach us by."""
    secret = new_secret()
    console.add_sign_in(session, staff=member.id, secret=secret, now=now, expires=now + holds)
    audit.note(session, who=member.id, deed="console.link", object=f"staff:{member.id}", now=now)
    return f"{base}{SIGN_IN}/{secret}"


async def sign_in(session: Session, link: str, now: datetime) -> SignedIn | None:
    """Use a link's secret up and begin a session with a new one; None if the link opens nothing."""
    number = await console.use_sign_in(session, link, now)
    member = await staff.numbered(session, number) if number is not None else None
    if member is None:
        return None
    secret = new_secret()
    console.begin(session, staff=member.id, secret=secret, now=now)
    audit.note(session, who=member.id, deed="console.signed_in", object=f"staff:{member.id}", now=now)
    return SignedIn(secret=secret, member=member)
