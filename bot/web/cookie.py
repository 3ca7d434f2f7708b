"""Who writes in the browser: a random cookie, and the address that is made of it."""

import hashlib
import re
import secrets

from starlette.requests import Request
from starlette.responses import Response

from bot.conversation.words import BROWSER

FACE = BROWSER
COOKIE = "chat"
COOKIE_SECONDS = 90 * 24 * 3600
"""As long as a silent person is remembered. Every visit starts it anew."""

_SECRET = re.compile(r"[A-Za-z0-9_-]{32}")


def address_of(request: Request) -> str | None:
    """The person behind the cookie. The cookie itself is not stored: who reads the database cannot pose as anybody."""
    secret = _secret_in(request)
    return f"{FACE}:{hashlib.sha256(secret.encode()).hexdigest()[:32]}" if secret else None


def give_cookie(request: Request, response: Response, *, anew: bool = False) -> None:
    """Let the person be known again: by the cookie they have, or by a new one if they have none or `anew` is set.

    SameSite is "lax", not "strict": with "strict" a link on gera.de would arrive without the cookie, and the
    conversation would be lost.
    """
    known = None if anew else _secret_in(request)
    response.set_cookie(
        COOKIE,
        known or secrets.token_urlsafe(24),
        max_age=COOKIE_SECONDS,
        path="/chat",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def _secret_in(request: Request) -> str | None:
    secret = request.cookies.get(COOKIE, "")
    return secret if _SECRET.fullmatch(secret) else None
