"""Whom a correction, a note, a recall reaches, and how: in the message itself, or by one of its own. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from bot.announcements.lifecycle import RECALLABLE
from bot.delivery.kinds import MANNERS, Kind
from storage.deliveries import Deed as Done
from storage.deliveries import DeliveryRow, Planned

EDITABLE = "telegram:"
"""The face at which a message can be changed."""


class What(StrEnum):
    """What is done."""

    CORRECTION = "correction"
    NOTE = "note"
    RECALL = "recall"


class LeftOut(StrEnum):
    """Whom it cannot reach, and why."""

    TOO_OLD = "too_old"
    IN_DIGEST = "in_digest"
    UNCERTAIN = "uncertain"
    UNSUBSCRIBED = "unsubscribed"


def lay_out(
    what: What, occasion: str, arrived: Iterable[DeliveryRow], subscribers: Collection[str], now: datetime
) -> tuple[Sequence[Planned], Counter[LeftOut]]:
    """A row of the ledger for each delivery that arrived, and whom it cannot reach. Pure.

    What can be changed in its place is; the rest (carried by a digest, shown by a browser, uncertain) gets a message of
    its own, unless they have said stop meanwhile.
    """
    planned: list[Planned] = []
    left_out: Counter[LeftOut] = Counter()
    for each in arrived:
        if each.address.startswith("erased:"):
            continue
        deed, message = Done.SEND, None
        if what is What.RECALL:
            if why := _why_it_stays(each, now):
                left_out[why] += 1
                continue
            deed, message = Done.DELETE, each.message
        elif what is What.CORRECTION and each.message and each.address.startswith(EDITABLE):
            deed, message = Done.EDIT, each.message
        elif each.address not in subscribers:
            left_out[LeftOut.UNSUBSCRIBED] += 1
            continue
        planned.append(
            Planned(
                occasion=occasion,
                address=each.address,
                kind=Kind.CORRECTION,
                reason=each.reason,
                priority=MANNERS[Kind.CORRECTION].priority,
                not_before=now,
                language=each.language,
                deed=deed,
                message=message,
            )
        )
    return planned, left_out


def _why_it_stays(each: DeliveryRow, now: datetime) -> LeftOut | None:
    """Why a message cannot be taken back; None if it can be tried."""
    if each.carried_by:
        return LeftOut.IN_DIGEST
    if not each.message:
        return LeftOut.UNCERTAIN
    return LeftOut.TOO_OLD if each.settled and each.settled <= now - RECALLABLE else None
