"""Roles given, changed and taken. Chat and console call the same deeds; each writes its line into the audit."""

from datetime import datetime

from bot.team.leaving import end_rights
from bot.team.rules import NotPossible, Reason, check_may_act, check_may_lose, needs_second_key
from storage import audit, invitations, people, staff
from storage.database import Session
from storage.invitations import NominationRow
from storage.staff import Role, StaffRow


async def change_role(
    session: Session, *, by: StaffRow, number: int, role: Role, now: datetime, one_key: bool
) -> NominationRow | None:
    """Give a member another role: at once (None), or as soon as a second administrator agrees. Raises NotPossible."""
    administrators = await staff.lock_administrators(session)
    check_may_act(by, administrators)
    member = await _member(session, number)
    if member.role == role:
        return None
    check_may_lose(member, administrators)
    if await invitations.nominated(session, member.address):
        raise NotPossible(Reason.WAITS)
    if needs_second_key(role, by=by.id, administrators=administrators, one_key=one_key):
        nomination = invitations.nominate(session, address=member.address, name=member.name, by=by.id, now=now)
        await session.flush()
        audit.note(session, who=by.id, deed="staff.nominated", object=f"nomination:{nomination.id}", now=now)
        return nomination
    if member.role == Role.ADMINISTRATOR:
        await invitations.withdraw(session, member.id, member.address)
    member.role = role
    await people.close_form(session, member.address)
    audit.note(session, who=by.id, deed=f"staff.made_{role}", object=f"staff:{member.id}", now=now)
    return None


async def remove(session: Session, *, by: StaffRow, number: int, now: datetime) -> StaffRow:
    """Take somebody off the staff, oneself included; who it was. Raises NotPossible."""
    administrators = await staff.lock_administrators(session)
    if by.id != number:
        check_may_act(by, administrators)
    member = await _member(session, number)
    check_may_lose(member, administrators)
    await end_rights(session, member)
    deed = "staff.left" if by.id == number else "staff.removed"
    audit.note(session, who=by.id, deed=deed, object=f"staff:{member.id}", now=now)
    return member


async def confirm(session: Session, *, by: StaffRow, number: int, now: datetime, one_key: bool) -> NominationRow:
    """The second key: whoever is nominated is administrator from now on. Raises NotPossible."""
    check_may_act(by, await staff.lock_administrators(session))
    nomination = await _nomination(session, number)
    if nomination.nominated_by == by.id and not one_key:
        raise NotPossible(Reason.OWN)
    await invitations.settle(session, nomination)
    member = await staff.of(session, nomination.address)
    if member is None:
        member = staff.add(
            session, address=nomination.address, role=Role.ADMINISTRATOR, name=nomination.name, now=now
        )  # fmt: skip
        await session.flush()
    member.role = Role.ADMINISTRATOR
    audit.note(session, who=by.id, deed="staff.confirmed", object=f"staff:{member.id}", now=now)
    return nomination


async def refuse(session: Session, *, by: StaffRow, number: int, now: datetime) -> NominationRow:
    """The nomination is no more: every administrator may say no. Raises NotPossible."""
    check_may_act(by, await staff.lock_administrators(session))
    nomination = await _nomination(session, number)
    await invitations.settle(session, nomination)
    audit.note(session, who=by.id, deed="staff.refused", object=f"nomination:{number}", now=now)
    return nomination


async def _member(session: Session, number: int) -> StaffRow:
    member = await staff.numbered(session, number)
    if member is None:
        raise NotPossible(Reason.GONE)
    return member


async def _nomination(session: Session, number: int) -> NominationRow:
    nomination = await invitations.nomination(session, number)
    if nomination is None:
        raise NotPossible(Reason.GONE)
    return nomination
