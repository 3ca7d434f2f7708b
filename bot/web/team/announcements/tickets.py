"""Tickets of downloads: sealed with the session's secret, so that nothing is stored before they are used. Pure."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from bot.web.team.session import secret_in
from bot.web.team.visit import Visit
from storage.announcements import AnnouncementRow
from storage.tokens import new_secret

HOLDS = timedelta(minutes=15)


def make_ticket(visit: Visit, row: AnnouncementRow) -> str:
    """A ticket for one download of this announcement's report, in this session."""
    claim = f"{row.id}.{int((visit.now + HOLDS).timestamp())}.{new_secret()}"
    return f"{claim}.{_seal(visit, claim)}"


def read_ticket(visit: Visit, row: AnnouncementRow, ticket: str) -> datetime | None:
    """Until when a ticket is good; None if it is not one of this session's for this announcement, or is over."""
    claim, _, seal = ticket.rpartition(".")
    number, _, rest = claim.partition(".")
    if not hmac.compare_digest(seal.encode("utf-8", "replace"), _seal(visit, claim).encode()) or number != str(row.id):
        return None
    until = datetime.fromtimestamp(int(rest.partition(".")[0]), UTC)
    return until if visit.now <= until else None


def _seal(visit: Visit, claim: str) -> str:
    secret = secret_in(visit.request) or ""
    return hmac.new(secret.encode(), f"report:{claim}".encode(), hashlib.sha256).hexdigest()
