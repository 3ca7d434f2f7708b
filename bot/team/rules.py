"""What may become of roles: the decisions, and the reasons why something is not possible. Pure."""

from collections.abc import Sequence
from enum import StrEnum

from storage.staff import Role, StaffRow

SHORTEST_NAME = 2
LONGEST_NAME = 40


class Reason(StrEnum):
    """Why a deed is not possible. Its sentence is the text `hindrance.<reason>`."""

    NAME_LENGTH = "name_length"
    NAME_TAKEN = "name_taken"
    GONE = "gone"
    SET_UP = "set_up"
    LAST = "last"
    NO_SECOND = "no_second"
    OWN = "own"
    WAITS = "waits"
    NO_RIGHT = "no_right"


class NotPossible(Exception):
    """A deed that cannot be done, for a reason that the person is told. Nothing has been changed."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def read_name(typed: str, taken: Sequence[str]) -> str:
    """How colleagues shall call somebody: one line. Raises NotPossible."""
    name = " ".join(typed.split())
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME:
        raise NotPossible(Reason.NAME_LENGTH)
    if name.casefold() in {other.casefold() for other in taken}:
        raise NotPossible(Reason.NAME_TAKEN)
    return name


def check_may_act(member: StaffRow, administrators: Sequence[StaffRow]) -> None:
    """Whether an administrator is one still, now that the administrators are held. Raises NotPossible."""
    if member.id not in {each.id for each in administrators}:
        raise NotPossible(Reason.NO_RIGHT)


def check_may_lose(member: StaffRow, administrators: Sequence[StaffRow]) -> None:
    """Whether somebody may lose their role. Raises NotPossible: whoever is in the settings is removed there, and
    somebody must be able to let others in."""
    if member.set_up:
        raise NotPossible(Reason.SET_UP)
    if member.role == Role.ADMINISTRATOR and len(administrators) == 1:
        raise NotPossible(Reason.LAST)


def needs_second_key(role: Role, *, by: int | None, administrators: Sequence[StaffRow], one_key: bool) -> bool:
    """Whether another administrator has to agree to this role. `by` is the member who gives it; None: the command line,
    which makes the first administrator by itself. Raises NotPossible where there is nobody to agree."""
    if role != Role.ADMINISTRATOR or one_key:
        return False
    others = [each for each in administrators if each.id != by]
    if not others and by is not None:
        raise NotPossible(Reason.NO_SECOND)
    return bool(others)
