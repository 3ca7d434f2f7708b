"""Bank accounts: an IBAN of any country, in every way of writing it, whose checksum holds."""

import re
from collections.abc import Iterator

from bot.conversation.personal.found import Span

LENGTHS = {
    country: int(length)
    for length, countries in (
        line.split(":")
        for line in (
            "15:NO", "16:BE", "18:DK FI FO GL NL SD", "19:MK SI", "20:AT BA EE KZ LT LU MN XK",
            "21:CH HR LI LV", "22:BG BH CR DE GB GE IE ME RS VA", "23:AE GI IL IQ OM SO TL",
            "24:AD CZ ES MD PK RO SA SE SK TN VG", "25:LY PT ST", "26:IS TR", "27:BI DJ FR GR IT MC MR SM",
            "28:AL AZ BY CY DO GT HU LB NI PL SV", "29:BR EG PS QA UA", "30:JO KW MU", "31:MT SC", "32:LC", "33:RU",
        )
    )
    for country in countries.split()
}  # fmt: skip
"""Characters of an IBAN by country, from the public registry."""
_GAP = r"[ \t\n./-]{0,2}"
_CANDIDATE = re.compile(
    rf"(?:(?<=iban)|(?<=konto)|(?<![^\W_]))[A-Z]{{2}}{_GAP}[0-9]{_GAP}[0-9](?:{_GAP}[A-Z0-9]){{11,30}}", re.IGNORECASE
)
_SHAPE = re.compile(r"(?<![^\W_])[A-Z]{2}[ ]?[0-9]{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?![^\W_])", re.I)
_ASCII = re.compile("[A-Za-z0-9]")


def find_ibans(text: str) -> Iterator[Span]:
    """Every IBAN whose length is its country's and whose checksum is right."""
    place = 0
    while found := _CANDIDATE.search(text, place):
        end = _end(text, found)
        if end:
            yield found.start(), end
        place = end or found.start() + 1


def iban_shapes(text: str) -> Iterator[Span]:
    """What looks like an IBAN with a typing error: not said to be one, but its digits are nothing else either."""
    for found in _SHAPE.finditer(text):
        if found.group()[:2].upper() in LENGTHS and sum(letter.isdigit() for letter in found.group()) > 11:  # noqa: PLR2004
            yield found.span()


def _end(text: str, found: re.Match[str]) -> int | None:
    length = LENGTHS.get(found.group()[:2].upper())
    signs = list(_ASCII.finditer(found.group()))
    if length is None or len(signs) < length:
        return None
    end = found.start() + signs[length - 1].end()
    attached = end < len(text) and text[end].isdigit()
    return end if not attached and _holds("".join(sign.group() for sign in signs[:length]).upper()) else None


def _holds(iban: str) -> bool:
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1
