"""Number plates: a real district code, one or two letters, one to four figures."""

import re
from collections.abc import Iterator

from bot.conversation.personal.districts import CODES
from bot.conversation.personal.found import Span, blank, words

_LETTER, _CODE = "[A-Z]", "[A-ZÄÖÜ]"
_NUMBER = r"(?P<number>[1-9]\d{0,3})(?:[ ]?(?P<suffix>[EHeh])(?![.]\w))?(?![^\W_]|[ ]?-\d|[.,:]\d)"
_HYPHEN = re.compile(
    rf"(?<![^\W_])(?<![-@/])(?P<code>{_CODE}{{1,3}})(?:[ ]{{0,2}}[-·:•.*][ ]{{0,2}})(?P<letters>{_LETTER}{{1,2}})"
    rf"[ -]{{0,3}}{_NUMBER}",
    re.IGNORECASE,
)
_BLANK = re.compile(
    rf"(?<![^\W_])(?<![-@/.])(?P<code>{_CODE}{{1,3}})[ ]{{1,2}}(?P<letters>{_LETTER}{{1,2}})[ -]{{0,2}}{_NUMBER}"
)
_LOOSE = re.compile(
    rf"(?<![^\W_])(?P<code>{_CODE}{{1,3}})[ -]{{0,3}}(?P<letters>{_LETTER}{{1,2}})[ -]{{0,3}}{_NUMBER}", re.IGNORECASE
)
_CUE = re.compile(
    r"(?:kennzeichen|nummernschild|kfz|pkw|lkw|auto|autokennzeichen|wagen|plate|licence|license|nummer)"
    r"(?:[ ]?(?:ist|war|lautet|heißt|hat|mit|dem|das|der|die|vom|von|:|=|number|is|nr\.?|kennzeichen"
    r"|[(\"'„])){0,4}[ ]?$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"[ ]?(?:Uhr|€|Euro|EUR|Cent|%|Prozent|°|km|m|Meter|Grad|Jahre|Tage|Stunden|h|Minuten|min|Stück|Personen"
    r"|Stimmen|Punkte"
    r"|Prozent|Monate|Wochen|Mal)(?![^\W_])",
    re.IGNORECASE,
)
_SHOUTED = re.compile(r"(?<![^\W_])(?!BMW|VW|PKW|LKW|KFZ|SUV|AUDI|OPEL|FORD|SEAT|KIA)[A-ZÄÖÜ]{2,}[ ,]{1,2}$")
_THING = re.compile(
    r"(?:raum|büro|zimmer|haus|halle|gebäude|modell|typ|serie|kamera|sensor|router|formular|blatt|norm|linie|bus"
    r"|zug|gleis|nr\.?|ecke"
    r"|abteilung|klasse|gruppe|version|maßnahme|seite|bereich|etage|block)[ ]{1,2}$",
    re.IGNORECASE,
)
_PAPER = re.compile(r"din|iso", re.IGNORECASE)
_NO_CAR = {("a", "z"), ("k", "o"), ("p", "r"), ("c", "o"), ("b", "c"), ("a", "b")}
"""A to Z, knock-out, park and ride."""
_HERE = words("G J Z L C")
"""Gera and the cities around it: of others two single letters and a number ("Zone A B 12") are not enough."""
_EVERYDAY = words("am an da du er es in so um zu ab we")
"""Codes that are small words when shouted."""


def find_plates(text: str) -> Iterator[Span]:
    """Every number plate; where nothing but blanks parts it, more is asked of it."""
    for pattern in (_HYPHEN, _BLANK, _LOOSE):
        spans = [found.span() for found in pattern.finditer(text) if _is_plate(text, found)]
        yield from spans
        text = blank(text, spans)


def _is_plate(text: str, found: re.Match[str]) -> bool:
    code = found["code"]
    if code.upper() not in CODES or _PAPER.fullmatch(code):
        return False
    if _CUE.search(text[max(0, found.start() - 40) : found.start()]):
        return True
    if _UNIT.match(text, found.end()) or _THING.search(text[max(0, found.start() - 20) : found.start()]):
        return False
    if found.re is _HYPHEN:
        return _is_hyphened(found)
    return found.re is _BLANK and _is_spaced(text, found)


def _is_hyphened(found: re.Match[str]) -> bool:
    code, letters = found["code"], found["letters"]
    same_case = (code + letters).isupper() or (code + letters).islower() or (code.istitle() and letters.isupper())
    hyphen = found.group()[len(code) : found.start("letters") - found.start()].strip()
    return same_case and (code.lower(), letters.lower()) not in _NO_CAR and (hyphen in "-·•" or code.isupper())


def _is_spaced(text: str, found: re.Match[str]) -> bool:
    code, letters, number = found["code"], found["letters"], found["number"]
    if code.lower() in _EVERYDAY or _SHOUTED.search(text[: found.start()][-20:]):
        return False
    return len(code + letters) > 2 or (code in _HERE and len(number) > 1)  # noqa: PLR2004
