"""E-mail addresses, also those spelled out so that machines shall not find them ("anna (at) web punkt de")."""

import re
from collections.abc import Iterator

from bot.conversation.personal.found import Span, words

PROVIDERS = (
    "gmx|web|t-online|gmail|googlemail|yahoo|ymail|hotmail|outlook|live|icloud|me|aol|freenet|posteo|mailbox|arcor|"
    "proton|protonmail|ukr|mail|vodafone|1und1|online|email|yandex|inbox|msn|tutanota|tuta|kabelmail|o2online"
)
ENDINGS = words(
    """
    de at ch com net org eu info biz io me uk co fr nl pl it es ru ua tr cz us edu gov online app shop berlin email li
    "
    "lu be dk se no fi hu ro bg gr pt tv cc xyz name pro dev ai vn sy ir in jp cn by kz md sk si hr rs lt lv ee ie am
    ge " "az ly koeln hamburg bayern ruhr saarland wien club team store tech world life family schule bund thueringen
    """
)
_DOT = r"(?:\.|[ ]?[(\[{][ ]?(?:punkt|dot|\.)[ ]?[)\]}][ ]?|[ ](?:punkt|dot|\.)[ ])"
_LOCAL = rf"(?<![\w.+@-])[\w](?:[\w+'-]|{_DOT}(?=\w)){{0,80}}"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_DOMAIN = rf"{_LABEL}(?:{_DOT}{_LABEL}){{1,5}}"
_SURE_AT = r"(?:[ ]{0,2}[(\[{<*_-][ ]?(?:at|ät|ett|a|@)[ ]?[)\]}>*_-][ ]{0,2}|[ ]?@[ ]?)"
_SURE = re.compile(rf"({_LOCAL}){_SURE_AT}({_DOMAIN}|(?:{PROVIDERS})(?![\w.-]))", re.IGNORECASE)
_WORD_AT = re.compile(rf"({_LOCAL})[ ](?:at|ät|ett|klammeraffe)[ ]({_DOMAIN})", re.IGNORECASE)
_WORDY = re.compile(r" (?:punkt|dot) |\.\W?(?:punkt|dot)", re.IGNORECASE)
_CUE = re.compile(r"mail|schreib|kontakt|erreich|contact|write", re.IGNORECASE)
_PROVIDER = re.compile(rf"(?:{PROVIDERS})(?![\w-])", re.IGNORECASE)
_PUBLIC = re.compile(
    r"(?:smartcity|bildung|info|post|poststelle|presse|service|buergerservice|stadtverwaltung|rathaus|kontakt|ideen)"
    r"@(?:gera|stadt-gera|geraer-land)\.de",
    re.IGNORECASE,
)
"""The city's own letter boxes belong to nobody; the address of a person at the city does."""
_WORD_BEFORE = re.compile(r"(?:ist|is|lautet|an|mail|e-mail|unter|adresse|at|bei|an:|und)[ ]+$", re.IGNORECASE)


def find_mails(text: str) -> Iterator[Span]:
    """Every e-mail address that is not one of the city's letter boxes."""
    place = 0
    while found := _next(text, place):
        start, end = found.start(), _end(found)
        if not _PUBLIC.fullmatch(text[start:end]):
            yield start, end
        place = end


def _next(text: str, place: int) -> re.Match[str] | None:
    sure = _SURE.search(text, place)
    while spelled := _WORD_AT.search(text, place, sure.start() if sure else len(text)):
        if _is_meant(text, spelled):
            return spelled
        place = spelled.end(1)
    return sure


def _is_meant(text: str, found: re.Match[str]) -> bool:
    """Whether "x at y.de" is an address: "look at gera.de" is none."""
    local, domain = found.groups()
    if domain.lower().startswith("www."):
        return False
    return bool(
        re.search(r"[\d._+-]", local)
        or _WORDY.search(found.group())
        or _PROVIDER.match(domain)
        or _CUE.search(text[max(0, found.start() - 40) : found.start()])
    )


def _end(found: re.Match[str]) -> int:
    """Where the address ends: "anna@web.de.Danke" lost a blank, "de" was the end."""
    domain = found.group(2)
    ends = [cut.end() for cut in re.finditer(_LABEL, domain)]
    labels = [cut.group().lower() for cut in re.finditer(_LABEL, domain)]
    tail = labels[-1].split("-", 1)
    if len(tail) > 1 and tail[0] in ENDINGS:
        return found.end() - len(tail[1]) - 1  # "die anna@web.de-Adresse"
    if labels[-1] in ENDINGS or not any(label in ENDINGS for label in labels[1:]):
        return found.end()
    last = max(place for place, label in enumerate(labels) if place and label in ENDINGS)
    return found.start(2) + ends[last]
