"""From who should hear of something to rows of the ledger: when it leaves for each, alone or with the digest."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.delivery.kinds import COUNTED, MANNERS, Kind
from bot.delivery.moments import MOST_A_WEEK, WEEK, first_allowed, next_digest
from storage import pushes
from storage.database import Session
from storage.deliveries import Planned
from storage.subscriptions import Recipient


def schedule(
    *,
    occasion: str,
    kind: Kind,
    recipients: Sequence[Recipient],
    counts: Mapping[str, int],
    at: datetime,
    zone: ZoneInfo,
    again: bool | None = None,
    lapses: datetime | None = None,
    content: Any | None = None,
) -> list[Planned]:
    """A row for each recipient. Pure.

    `counts` says how many pushes that count each address had in the last week. Who wants a digest, or has had as many
    as a week holds, gets it with the digest; quiet hours hold up all but what may come at night.
    """
    manner = MANNERS[kind]
    rows = []
    allowed: dict[tuple[datetime, str], datetime] = {}  # few differ, and a hundred thousand would take seconds
    for recipient in recipients:
        collected = manner.counted and (recipient.digest or counts.get(recipient.address, 0) >= MOST_A_WEEK)
        leaves = next_digest(at, zone) if collected else at
        if not manner.at_night:
            when = (leaves, recipient.quiet)
            if when not in allowed:
                allowed[when] = first_allowed(*when, zone)
            leaves = allowed[when]
        rows.append(
            Planned(
                occasion=occasion,
                address=recipient.address,
                kind=kind,
                reason=recipient.reason,
                priority=manner.priority,
                not_before=leaves,
                language=recipient.language,
                content=content,
                again=manner.again if again is None else again,
                lapses=lapses,
                collected=collected,
            )
        )
    return rows


async def counts_of(session: Session, recipients: Sequence[Recipient], now: datetime) -> Mapping[str, int]:
    """How many pushes that count against the budget each recipient had, or will have, within a week."""
    return await pushes.count_since(session, {each.address for each in recipients}, COUNTED, now - WEEK)
