"""Telegram's webhook: 200 only after the turn's commit, nothing at all without the secret."""

import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from storage.errors import StorageError

SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - the header's name
BODY_LIMIT = 1_048_576


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """Receives updates. `take` raises StorageError or TimeoutError when Telegram shall repeat the update."""

    secret: str
    take: Callable[[Any], Awaitable[None]]

    async def receive(self, request: Request) -> Response:
        """200 when the update was taken, 403 without the secret, 400 for no JSON, 503 to be repeated."""
        given = request.headers.getlist(SECRET_HEADER)
        if len(given) != 1 or not hmac.compare_digest(given[0].encode(), self.secret.encode()):
            return Response(status_code=403)
        if int(request.headers.get("content-length") or BODY_LIMIT + 1) > BODY_LIMIT:
            return Response(status_code=413)
        try:
            update = json.loads(await request.body())
        except (ValueError, RecursionError):
            return Response(status_code=400)
        try:
            await self.take(update)
        except (StorageError, TimeoutError):
            return Response(status_code=503, headers={"Retry-After": "2"})
        return Response()
