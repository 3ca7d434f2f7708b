"""Who has typed wrong codes of a paper slip: remembered in this process for an hour, and written nowhere.

A reader of the public pages has no name here. What tells one from another is where they call from, as a mark that says
nothing outside this process; so nobody closes a number for anybody else, and a number that does not exist leaves no
more behind than one that does.
"""

import hashlib
import ipaddress
import secrets
from collections import OrderedDict
from datetime import datetime

from bot.ideas.claiming import MOST_TRIES, PAUSE

MOST_KEPT = 10_000
"""Readers who have typed a wrong code within the hour; of more the first are forgotten. About 3 MB."""
_ONE_LINE = 64
"""Bits of an address (IPv6) that a household has: the rest they choose themselves."""


class Tries:
    """Wrong codes by reader and number."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(16)
        self._tried: OrderedDict[bytes, list[datetime]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._tried)

    def mark(self, caller: str, number: int) -> bytes:
        """Who tries which number; `caller` is an IP address, or whatever the server knows."""
        return hashlib.blake2b(f"{_line_of(caller)} {number}".encode(), key=self._key, digest_size=16).digest()

    def are_over(self, mark: bytes, now: datetime) -> bool:
        """Whether this reader has tried so often that this number is closed to them for now."""
        return len(self._within(mark, now)) >= MOST_TRIES

    def note(self, mark: bytes, now: datetime) -> None:
        """One more wrong code."""
        self._tried[mark] = [*self._within(mark, now), now][-MOST_TRIES:]
        self._tried.move_to_end(mark)
        while len(self._tried) > MOST_KEPT:
            self._tried.popitem(last=False)

    def _within(self, mark: bytes, now: datetime) -> list[datetime]:
        return [at for at in self._tried.get(mark, ()) if at > now - PAUSE]


def _line_of(caller: str) -> str:
    try:
        address = ipaddress.ip_address(caller)
    except ValueError:
        return caller
    if isinstance(address, ipaddress.IPv4Address):
        return caller
    return str(ipaddress.IPv6Network((address, _ONE_LINE), strict=False))
