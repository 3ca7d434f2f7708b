"""Invitations: an administrator makes one, whoever brings it first is staff, or nominated as an administrator."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.team.rules import check_may_act, needs_second_key, read_name
from storage import audit, invitations, staff
from storage.database import Session
from storage.staff import Role, StaffRow
from storage.tokens import new_secret

INVITATION_HOLDS = timedelta(hours=24)
MARK = "team-"
"""What stands before the secret of an invitation in `/start`."""


class Outcome(StrEnum):
    """What bringing an invitation led to. Its sentence is the text `joining.<outcome>`."""

    JOINED = "joined"
    WAITS = "waits"
    ALREADY = "already"
    USED = "used"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Joining:
    """What bringing an invitation led to, and what it was for."""

    outcome: Outcome
    role: str = ""
    name: str = ""
    nomination: int | None = None
    nominated_by: int | None = None


async def invite(
    session: Session, *, by: StaffRow | None, role: Role, name: str, now: datetime, one_key: bool
) -> str:  # fmt: skip
    """An invitation's secret. `by` is None for the command line. Raises NotPossible."""
    administrators = await staff.lock_administrators(session)
    if by is not None:
        check_may_act(by, administrators)
    needs_second_key(role, by=by.id if by else None, administrators=administrators, one_key=one_key)
    taken = [member.name for member in await staff.everybody(session)]
    taken += [invitation.name for invitation in await invitations.open_invitations(session, now)]
    secret = new_secret()
    row = invitations.invite(
        session,
        secret=secret,
        role=role,
        name=read_name(name, taken),
        invited_by=by.id if by else None,
        expires=now + INVITATION_HOLDS,
    )
    await session.flush()
    audit.note(session, who=by.id if by else "system", deed="staff.invited", object=f"invitation:{row.id}", now=now)
    return secret


async def join(session: Session, address: str, secret: str, now: datetime, *, one_key: bool) -> Joining:
    """Bring an invitation. It is used up only where somebody joins by it, or is nominated."""
    row = await invitations.of(session, secret)
    if row is None:
        return Joining(outcome=Outcome.UNKNOWN)
    if row.used is None and row.expires <= now:
        return Joining(outcome=Outcome.EXPIRED)
    if row.used is None and (await staff.of(session, address) or await invitations.nominated(session, address)):
        return Joining(outcome=Outcome.ALREADY)
    administrators = await staff.lock_administrators(session)
    if not await invitations.use(session, row.id, now):
        return Joining(outcome=Outcome.USED)
    role = Role(row.role)
    others = [each for each in administrators if each.id != row.invited_by]
    if role == Role.ADMINISTRATOR and not one_key and (others or row.invited_by is not None):
        nomination = invitations.nominate(session, address=address, name=row.name, by=row.invited_by, now=now)
        await session.flush()
        audit.note(session, who="system", deed="staff.nominated", object=f"nomination:{nomination.id}", now=now)
        return Joining(
            outcome=Outcome.WAITS,
            role=role,
            name=row.name,
            nomination=nomination.id,
            nominated_by=row.invited_by,
        )
    member = staff.add(session, address=address, role=role, name=row.name, now=now)
    await session.flush()
    audit.note(session, who=member.id, deed="staff.joined", object=f"invitation:{row.id}", now=now)
    return Joining(outcome=Outcome.JOINED, role=role, name=row.name)
