"""Telegram's webhook: 200 only after the turn's commit, nothing at all without the secret.

Whoever knows the secret is Telegram, and Telegram repeats for a day whatever is refused and holds back what the same
chat says next. So what cannot be read is not refused but taken, and parked as it is with polling.
"""

import hmac
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import Response

from storage.errors import StorageError

log = structlog.get_logger()

SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - the header's name
BODY_LIMIT = 1_048_576
"""Bytes that are kept of an update; a hundred times what Telegram sends."""


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """Receives updates. `take` raises StorageError or TimeoutError when Telegram shall repeat the update."""

    path: str
    secret: str
    take: Callable[[Any], Awaitable[None]]

    async def receive(self, request: Request) -> Response:
        """200 when the update was taken or parked, 403 without the secret, 503 to be repeated."""
        given = request.headers.getlist(SECRET_HEADER)
        if len(given) != 1 or not hmac.compare_digest(given[0].encode(), self.secret.encode()):
            return Response(status_code=403)
        update = _read(await _beginning(request))
        try:
            await self.take(update)
        except (StorageError, TimeoutError) as error:
            log.warning("update_waits", reason=type(error).__name__, error=str(error))
            return Response(status_code=503, headers={"Retry-After": "2"})
        return Response()


async def _beginning(request: Request) -> bytes:
    """The body, as much of it as we keep. The rest is heard to the end, or our answer would not be."""
    kept = bytearray()
    async for chunk in request.stream():
        kept += chunk[: BODY_LIMIT - len(kept)]
    return bytes(kept)


def _read(body: bytes) -> Any:
    """The update; for what is no JSON something that cannot be read either, under its number if one can be found."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        number = re.search(rb'"update_id"\s*:\s*(\d{1,18})', body)
        return {"update_id": int(number[1]), "message": "not JSON"} if number else "not JSON"
