"""Telephone numbers: German ones as people write them, foreign ones with + or 00, short ones after "Tel."

Whether a number is in service cannot be known; its shape decides, and what stands around it. Numbers that belong to
nobody are left: 115, 112, 0800…, the city's own switchboard.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.conversation.personal.found import Span

LEAST, MOST = 8, 13
"""Digits of a German number with its area code."""
_RUN = re.compile(r"(?<![^\W_])[+(]{0,2}[ ]?\d(?:[ \t./()-]{0,4}\d){3,40}(?![^\W_])")
_GROUP = re.compile(r"\d+")
_NO_PHONE = re.compile(
    r"(?<![\d.])(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:(?:19|20)?\d\d(?!\d)|(?=\s*(?:-|bis|und|\D|$)))"
    r"|(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<![\d.])(?:[01]?\d|2[0-4])[.:][0-5]\d(?:[ ]?(?:Uhr|h(?!\w))|[ ]?-[ ]?(?=\d{1,2}[.:]\d\d(?!\d)))"
    r"|(?<=-)(?:[01]?\d|2[0-4])[.:][0-5]\d(?=[ ]?Uhr|[ ,;)]|$)"
    r"|(?<![\d+/-])0[1-9]\d{3}(?=(?:[ ]?[/-][ ]?|[ ])0[1-9]\d{3}(?!\d))|(?<=\d{5})[ /-]{1,3}0[1-9]\d{3}(?!\d)"
    r"|(?<![\d.])\d{1,3}\.\d{4,}(?![\d])(?=[^/]|$)"
    r"|(?<![\d.])\d{1,3}(?:\.\d{3})+(?:,\d\d?)?(?=[ ]?(?:€|Euro|EUR|Einwohner|Menschen|Stück|Mio))"
)
"""Dates, times, post codes in a row, coordinates, sums."""
_OTHER_NUMBER = re.compile(
    r"(?:kunden|vorgangs?|rechnungs?|bestell|zähler|vertrags?|sendungs?|auftrags?|steuer|artikel|serien|ticket"
    r"|matrikel"
    r"|ausweis|mitglieds?|drucksachen?|fall|inventar|geräte|projekt|verordnungs?|versicherungs?|ideen?|vorschlags?"
    r"|beleg"
    r"|akten|konto|bescheid|antrag|formular|gutschein|schein|police)[ -]?(?:nummern?|nr\.?|stand|zeichen|code|id)[ ]?"
    r"(?:(?:ist|lautet|die|der|:|=|nr\.?)[ ]?){0,3}$"
    r"|(?:rechnung|bestellung|sendung|auftrag|bescheid|vorgang|ticket|isbn|ean|az\.?|aktenzeichen|drucksache|beschluss"
    r"|plz|postleitzahl(?:en)?|version|paragraph|§|ip|blz|id)[-: ]{0,3}(?:13|10)?[: ]{0,2}$",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"(?:(?<![^\W_])(?:tel|telefon|fon|phone|mobil|mobile|mobilfunk|handy|fax|whats ?app|festnetz|rückruf|durchwahl"
    r"|privat"
    r"|dienstlich|nebenstelle|ruf|rufen|ruft|rufe|anrufen|anruf|call|text me at|sms|telefonisch|signal|threema|viber)"
    r"(?:[ -]?(?:nummer|nr|number|anschluss))?[.:=]{0,2}"
    r"|(?<![^\W_])(?:meine?|meiner|unsere|ihre|seine|my)[ ](?:neue[ ])?(?:tel\.?[ ]?)?(?:nummer|nr|number)[.:=]?"
    r"|(?:auf|unter)[ ](?:der|meiner)[ ](?:nummer|nr\.?|telefonnummer)"
    r"|(?:erreich\w{0,4}|sprechen)(?:[ ]\w{1,12}){0,3}[ ](?:unter|auf)(?=[ ])"
    r")[ ]{0,2}(?:(?:ist|is|lautet|wäre|mich|bitte|doch|mal|gern|gerne|an|am|die|der|auf|unter|zurück|at|:|per|nur"
    r"|noch"
    r"|nummer|nr\.?|zu|hause)[ :]{1,2}){0,4}$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"[ ]?(?:Uhr|€|Euro|EUR|ct|Cent|%|Prozent|°|km|m[²³]?|cm|mm|kg|t|kWh|kW|MB|GB|Mio|Mrd|Tausend|Jahre?n?|Tage?n?"
    r"|Stunden?|h"
    r"|Minuten?|min|Stück|Einwohner|Menschen|Leute|Haushalte|Personen|Bäume|Bänke|mal|x)(?![^\W_])|[.,:]\d|[ ]?[=*×]"
)
_ABROAD = re.compile(
    r"(?:1(?=\d{10}$)|7(?=\d{10}$)|2[07]|2[1-689]\d|3[0-469]|3[578]\d|4[013-9]|42\d|5[1-8]|5[09]\d|6[0-6]|6[789]\d"
    r"|8[1246]"
    r"|8[057-8]\d|9[0-58]|9[679]\d)\d{6,12}"
)
_NOBODYS = re.compile(r"0?(?:11[0-9]|116\d{3}|118\d{2,3}|19222)|0(?:800|900|190|180\d|137|138)\d*|0365838(?:0{1,4})")
"""Emergency and service numbers, and the switchboard of the city."""
_SHORT = range(5, 13)


@dataclass(frozen=True)
class _Digits:
    """Some groups of digits that may be one number."""

    text: str
    groups: list[re.Match[str]]

    @property
    def joined(self) -> str:
        return "".join(group.group() for group in self.groups)

    def gap(self, place: int) -> str:
        """What stands before the group at this place."""
        return self.text[self.groups[place - 1].end() : self.groups[place].start()] if place else ""


def find_phones(text: str) -> Iterator[Span]:
    """Every number by which a person may be called."""
    readable = _NO_PHONE.sub(lambda found: "\0" * len(found.group()), text)
    for run in _RUN.finditer(readable):
        yield from _in_run(text, run)


def _in_run(text: str, run: re.Match[str]) -> Iterator[Span]:
    groups = list(_GROUP.finditer(text, run.start(), run.end()))
    first = 0
    while first < len(groups):
        digits = _Digits(text, groups[first:])
        count = _count(digits, run.start() if first == 0 else groups[first - 1].end())
        if count:
            yield _span(text, digits, count, run.start() if first == 0 else groups[first - 1].end())
        first += count or 1


def _count(digits: _Digits, left: int) -> int:
    """How many groups from the first one on are one telephone number; 0 if none."""
    text, start = digits.text, digits.groups[0].start()
    before, gap = text[max(0, start - 60) : start].rstrip("+( "), text[left:start]
    if left and not gap and text[left - 1].isdigit():
        return 0
    inner = left > 0 and text[left - 1].isdigit()
    if inner and not re.search(r"[ (+]", gap):
        return 0
    abroad = text[max(0, start - 3) : start].rstrip(" (").endswith("+")
    counts = [count for count in _counts(digits) if _is_phone(digits, count, abroad=abroad, cued=True)]
    if not counts or _is_nobodys(digits, counts[0]):
        return 0
    cued = bool(_CUE.search(text[max(0, start - 60) : start].rstrip("+(")))
    if not abroad and not cued and _OTHER_NUMBER.search(before + " "):
        return 0
    return next((count for count in counts if cued or _is_phone(digits, count, abroad=abroad, cued=False)), 0)


def _counts(digits: _Digits) -> Iterator[int]:
    """Lengths to try, the longest first: a second number may follow, or the hour until which one may call."""
    most, total = 0, 0
    for place, group in enumerate(digits.groups):
        total += len(group.group())
        if total > MOST + 4 or (total > LEAST and place and _starts_anew(digits, place)):
            break
        most = place + 1
    yield from range(most, 0, -1)


def _starts_anew(digits: _Digits, place: int) -> bool:
    rest = _Digits(digits.text, digits.groups[place:])
    new = len(rest.joined) >= LEAST and rest.groups[0].group().startswith("0") and len(rest.groups[0].group()) > 2  # noqa: PLR2004
    before = "".join(group.group() for group in digits.groups[:place])
    return ("+" in digits.gap(place) or new) and len(before) >= LEAST


def _is_phone(digits: _Digits, count: int, *, abroad: bool, cued: bool) -> bool:
    some = _Digits(digits.text, digits.groups[:count])
    joined, text = some.joined, digits.text
    if _UNIT.match(text, some.groups[-1].end()):
        return False
    if abroad or joined.startswith("00"):
        number = joined if abroad else joined[2:]
        if number.startswith("49"):
            return LEAST - 1 <= len("0" + number[2:].removeprefix("0")) <= MOST
        return bool(_ABROAD.fullmatch(number))
    if joined.startswith("0"):
        return _is_german(some, cued=cued)
    return cued and len(joined) in _SHORT and count <= len(_SHORT) and not _is_year_span(joined)


def _is_german(some: _Digits, *, cued: bool) -> bool:
    joined, groups = some.joined, some.groups
    mobile = re.match(r"01[5-7]", joined)
    if not (10 if mobile else LEAST - cued) <= len(joined) <= MOST:
        return False
    if cued or mobile:
        return True
    first = groups[0].group()
    if len(groups) == 1:
        return len(joined) > LEAST
    if len(groups) == 2 and len(first) <= 4 and re.fullmatch(r"(?:19|20)\d\d", groups[1].group()):  # noqa: PLR2004
        return False  # a paper of the council: 0123/2024
    return len(first) > 2 or (set(some.gap(1)) <= set(" /()") and len(joined) > LEAST)  # noqa: PLR2004


def _is_nobodys(digits: _Digits, count: int) -> bool:
    joined = _Digits(digits.text, digits.groups[:count]).joined
    return bool(_NOBODYS.fullmatch(re.sub(r"^(?:00)?49(?=0?[1-9])0?", "0", joined)))


def _is_year_span(joined: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d(?:19|20)\d\d", joined))


def _span(text: str, digits: _Digits, count: int, left: int) -> Span:
    start, end = digits.groups[0].start(), digits.groups[count - 1].end()
    opened = re.search(r"\(?\+?[ ]?\(?$", text[max(left, start - 4) : start])
    lead = opened.group() if opened else ""
    if "(" in lead and ")" not in text[start:end]:
        lead = lead[lead.rindex("(") + 1 :]
    if "+" not in lead and "(" not in lead:
        lead = ""
    return start - len(lead), end
