"""Who of the staff may do what. The one table of rights; whoever is not in it may do nothing."""

from enum import StrEnum

from storage.staff import Role


class Right(StrEnum):
    """What a deed of the staff needs."""

    LOOK = "look"
    """See the staff's pages, the state of things."""
    COMPOSE = "compose"
    """Write announcements, request their release, correct and recall one's own."""
    RELEASE = "release"
    """Be the second key of an announcement; stop, correct and recall every one."""
    MODERATE = "moderate"
    """Decide on what residents hand in, answer them."""
    CURATE = "curate"
    """Say that an entry of the knowledge still holds: every office owns some."""
    ADMINISTER = "administer"
    """Invite and remove staff, read the audit."""


RIGHTS = {
    Role.EDITOR: {Right.LOOK, Right.COMPOSE, Right.CURATE},
    Role.MODERATOR: {Right.LOOK, Right.MODERATE, Right.CURATE},
    Role.PUBLISHER: {Right.LOOK, Right.COMPOSE, Right.RELEASE, Right.CURATE},
    Role.ADMINISTRATOR: set(Right),
}


def may(role: str, right: Right) -> bool:
    """Whether a role has a right. A role that nobody knows has none."""
    return right in RIGHTS.get(Role(role), set()) if role in list(Role) else False
