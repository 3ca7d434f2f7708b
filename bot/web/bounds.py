"""How much of the browser face is used at once, by all together.

Anybody may be a new person here at any time: a cookie costs nothing, and so no allowance of one person bounds what all
of them ask of the database. These bounds do. They lie far above what a town needs, and whoever meets them is asked to
come again in a moment, which the page does by itself.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from starlette.exceptions import HTTPException

AT_ONCE = 8
"""Requests that write at the same time; fewer than the database has connections."""
MOST_WAITING = 200
"""Requests that wait for it: about a second's work."""
LINES_EACH = 5
"""Open pages of one person that are listened to; with one more, the oldest line ends."""
MOST_LINES = 2_000
"""Open pages of all people."""


class Doorway:
    """Lets so many write at once, lets some more wait, and sends the rest away before they cost anything."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(AT_ONCE)
        self._here = 0

    @asynccontextmanager
    async def passing(self) -> AsyncIterator[None]:
        """Inside is room to write. Raises 503 where too many wait already."""
        if self._here >= AT_ONCE + MOST_WAITING:
            raise _come_again()
        self._here += 1
        try:
            async with self._room:
                yield
        finally:
            self._here -= 1


@dataclass(eq=False)
class Line:
    """One open page. `news` is set when there may be something to tell it, or when it has `ended`."""

    news: asyncio.Event = field(default_factory=asyncio.Event)
    ended: bool = False


class Lines:
    """All open pages, by the person's address."""

    def __init__(self) -> None:
        self._lines: dict[str, list[Line]] = {}
        self._open = 0

    def __len__(self) -> int:
        return self._open

    def check_room(self) -> None:
        """Raises 503 where too many pages are open already."""
        if self._open >= MOST_LINES:
            raise _come_again()

    @contextmanager
    def open(self, address: str) -> Iterator[Line]:
        """One more page of this person, as long as it stays."""
        line, own = Line(), self._lines.setdefault(address, [])
        own.append(line)
        self._open += 1
        if len(own) > LINES_EACH:
            own[0].ended = True
            own.pop(0).news.set()
        try:
            yield line
        finally:
            self._open -= 1
            if not line.ended:
                own.remove(line)
            if not own:
                del self._lines[address]

    def tell(self, address: str) -> None:
        """There may be news for this person."""
        for line in self._lines.get(address, ()):
            line.news.set()


def _come_again() -> HTTPException:
    return HTTPException(503, "too many", {"Retry-After": "2"})
