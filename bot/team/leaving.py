"""The end of somebody's rights: at once, everywhere, with all they have begun on the strength of them."""

from storage import announcements, console, invitations, people, staff
from storage.database import Session
from storage.staff import StaffRow


async def end_rights(session: Session, member: StaffRow) -> None:
    """Somebody is staff no more: no role, no session, no link, no open form, no invitation and no request in
    their name."""
    await staff.remove(session, member.address)
    await console.end_all(session, member.id)
    await invitations.withdraw(session, member.id, member.address)
    await announcements.void_requests(session, member.id)  # who comes back with a new number is no second key of them
    await people.close_form(session, member.address)
