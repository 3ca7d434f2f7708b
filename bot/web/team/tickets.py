"""Tickets of deeds that hold once (a download, an import): sealed with the session's secret, so that nothing is stored
before they are used. Pure."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from bot.web.team.session import secret_in
from bot.web.team.visit import Visit
from storage.tokens import new_secret

HOLDS = timedelta(minutes=15)


def make_ticket(visit: Visit, what: str) -> str:
    """A ticket for one deed in this session; `what` names it, without a point: `report-17`."""
    claim = f"{what}.{int((visit.now + HOLDS).timestamp())}.{new_secret()}"
    return f"{claim}.{_seal(visit, claim)}"


def read_ticket(visit: Visit, what: str, ticket: str) -> datetime | None:
    """Until when a ticket is good; None if it is not one of this session's for this deed, or is over."""
    claim, _, seal = ticket.rpartition(".")
    named, _, rest = claim.partition(".")
    if not hmac.compare_digest(seal.encode("utf-8", "replace"), _seal(visit, claim).encode()) or named != what:
        return None
    until = datetime.fromtimestamp(int(rest.partition(".")[0]), UTC)
    return until if visit.now <= until else None


def _seal(visit: Visit, claim: str) -> str:
    secret = secret_in(visit.request) or ""
    return hmac.new(secret.encode(), f"ticket:{claim}".encode(), hashlib.sha256).hexdigest()
