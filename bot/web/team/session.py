"""Who is signed in: the cookie, the mark in every form, and where a form may come from."""

import hashlib
import hmac
import re
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from storage.tokens import LENGTH

COOKIE = "team"
PATH = "/team"
MARK = "mark"
"""The field of every form that proves it is a form of ours."""

_SECRET = re.compile(rf"[A-Za-z0-9_-]{{{LENGTH}}}")


def secret_in(request: Request) -> str | None:
    """What the browser brings, if it can be one of ours."""
    secret = request.cookies.get(COOKIE, "")
    return secret if is_secret(secret) else None


def is_secret(text: str) -> bool:
    """Whether a text has the shape of our secrets."""
    return bool(_SECRET.fullmatch(text))


def give_cookie(request: Request, response: Response, secret: str) -> None:
    """Let the browser stay signed in until it is closed, or the session is over.

    SameSite is "strict": no other site's link or form brings the session along. The link from the chat need not, since
    signing in happens by the form behind it, on our own page.
    """
    response.set_cookie(
        COOKIE, secret, path=PATH, httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )


def take_cookie(response: Response) -> None:
    """The browser forgets the session."""
    response.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="strict")


def mark_of(secret: str) -> str:
    """The mark of a session's forms. Whoever does not know the secret cannot make it."""
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()


def is_marked(secret: str, mark: str) -> bool:
    """Whether a form carries the mark of this session."""
    return hmac.compare_digest(mark_of(secret).encode(), mark.encode("utf-8", "replace"))


def comes_from_here(request: Request, base: str) -> bool:
    """Whether the browser says that a form was sent by a page of ours; every browser says so of a POST."""
    origin = urlsplit(request.headers.get("origin", ""))
    return bool(origin.netloc) and origin.netloc in {request.headers.get("host", ""), urlsplit(base).netloc}
