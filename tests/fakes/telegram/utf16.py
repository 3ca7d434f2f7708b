"""Telegram counts text in UTF-16 units; Python counts code points. Here the two meet."""

from collections.abc import Sequence


def units(text: str) -> int:
    """Length as Telegram counts it: a character beyond U+FFFF is two."""
    return len(text) if not text or max(text) <= "\uffff" else len(text) + sum(1 for sign in text if sign > "\uffff")


def cut(text: str, offset: int, length: int) -> str:
    """The piece an entity names."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * offset : 2 * (offset + length)].decode("utf-16-le", "surrogatepass")


def offsets(text: str) -> Sequence[int]:
    """For every code point (and the end) where it begins in UTF-16 units."""
    if not text or max(text) <= "\uffff":
        return range(len(text) + 1)
    found, at = [], 0
    for sign in text:
        found.append(at)
        at += 2 if sign > "\uffff" else 1
    found.append(at)
    return found
