"""Addresses: a street and a number that stand beside a person. The same beside a broken lamp is a place, and stays."""

import re
from collections.abc import Iterator

from bot.conversation.personal.found import Span
from bot.conversation.personal.names import INTRODUCED, TITLE, WORD, is_first, is_last, is_thing
from bot.conversation.personal.streets import home_at, streets

BESIDE = 90
"""Characters before and after a street that are looked at."""
_DWELLING = re.compile(
    r"(?<![^\W_])(?:wohn(?:e|en|t|te|haft|hafte|hafter|st)?|gewohnt|lebe|leben|lebt|hause(?:[ ]bin[ ]ich)?|zieh(?:e"
    r"|en)|zog|gezogen"
    r"|gemeldet|neue[ ]adresse|live|lives|living|(?:meine?|unsere?|my|our)[ ]?(?:neue[ ])?(?:adresse|anschrift"
    r"|wohnadresse|address|home|wohnsitz)"
    r"|(?:post)?(?:adresse|anschrift|wohnort|wohnsitz|absender|address|wohnhaft)[ ]?[:=])",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"(?<![^\W_])(?:(?:mein|unser)(?:e[rnms]?)?[ ](?:\w{3,12}e[rnms]?[ ])?(?:haus|hauses|wohnung|haustür|tür|garten"
    r"|grundstück|zuhause"
    r"|mietshaus|wohnhaus|eltern|mutter|vater|oma|opa|tochter|sohn|bruder|schwester|nachbarn?|nachbarin|tante|onkel"
    r"|freundin|freund)"
    r"|(?:my|our)[ ](?:house|flat|apartment|home|place)(?:[ ]is)?"
    r"|(?:bei[ ])(?:mir|uns)(?:[ ]zu(?:[ ]?hause|haus))?|zu[ ]?hause)(?![^\W_])",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"(?<![^\W_])(?:{TITLE}|{INTRODUCED}[ ]*(?:{TITLE})?)({WORD}(?:[ ]{WORD}){{0,3}})")
_INTRODUCED_SO = re.compile(
    rf"(?<![^\W_]){INTRODUCED}[ ]*(?:{TITLE}{WORD}|{WORD}[ ]{WORD})(?:[ ]{WORD})?[ ]*[.!]\s{{1,3}}$"
)
""" "Ich bin Frau Müller. Zschochernstr. 12"."""
_TITLED = re.compile(rf"(?<![^\W_]){TITLE}{WORD}")
_SURE_INTRO = re.compile(r"hei(?:ß|ss)e|name|absender|ansprech", re.IGNORECASE)
_WORDS = re.compile(rf"(?<![\w-]){WORD}(?:[ ]{WORD})*(?![\w-])")
_SENTENCE_END = re.compile(
    r"[!?…](?:\s|$)"
    r"|(?<![Ss]tr)(?<!\bDr)(?<!\bNr)(?<!\b[A-Z])(?<!Fam)(?<!Ing)(?<!Prof)(?<!Dipl)(?<!geb)(?<!Hr)(?<!Fr)\.(?=\s+[A-ZÄÖÜ]|\s*$)|\n\s*\n"
)
_OFFICE = re.compile(
    r"(?<![^\W_])(?:amt|fachdienst|dezernat|rathaus|bürgermeister|oberbürgermeister|stadtrat|stadträtin|abgeordnete"
    r"|minister|museum"
    r"|theater|schule|praxis|dr\.|arzt|ärztin|sprechstunde)\w{0,10}",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r",[ ](?:dass|daß|ob|weil|wenn|wo|was)(?![^\W_])|(?<![^\W_])(?:sagt|gesagt|meint|schreibt|geschrieben)(?![^\W_])"
)
_MOST_WORDS_BETWEEN = 7
_NEAR = re.compile(
    r"(?<![^\W_])(?:nähe|nahe|gegenüber|unweit|neben|zwischen|ecke|near|opposite|jemand"
    r"|niemand)(?![^\W_])",
    re.IGNORECASE,
)
_WHO_LIVES = re.compile(
    r"^[ ,]{0,3}(?:(?:und|da|dort|hier)[ ])?(?:wohn(?:e|en|t)|gemeldet|zu[ ]?hause|daheim)(?![^\W_])(?:[ ](?:ich"
    r"|wir|mein|meine|unsere?|er|sie|herr"
    r"|frau|familie))?",
    re.I,
)
_IN_THE = re.compile(
    r"[ ]{0,2}(?:(?:hier|jetzt|seit|schon|in|an|auf|der|dem|im|am|at|on|selbst|gleich|direkt|nebenan|:"
    r"|derzeit)[ ]{1,2}){0,5}"
)


def find_addresses(text: str) -> Iterator[Span]:
    """Every street with a number that tells where a person lives."""
    spans = sorted(set(streets(text)))
    for found in _DWELLING.finditer(text):
        between = _IN_THE.match(text, found.end())
        home = home_at(text, between.end() if between else found.end())
        if home and not any(start < home[1] and home[0] < end for start, end in spans):
            spans.append(home)
    last = 0
    for start, end in sorted(spans):
        if start >= last and _is_persons(text, start, end):
            yield start, end
            last = end


def _is_persons(text: str, start: int, end: int) -> bool:
    before = _since_sentence(text[max(0, start - BESIDE) : start])
    after = _until_sentence(text[end : end + BESIDE])
    lines_before = text[max(0, start - BESIDE) : start]
    return _is_home(before, after) or _name_before(before) or _name_after(after) or _signed(lines_before)


def _is_home(before: str, after: str) -> bool:
    dwelling = _last(_DWELLING, before)
    if dwelling and _NEAR.search(before[dwelling.end() :]):
        return False
    if dwelling and _few_words(before[dwelling.end() :], 6):
        return not re.search(
            r"(?:wer|niemand|keiner|viele|leute|menschen|die)[ ]$", before[: dwelling.start()], re.IGNORECASE
        )
    home = _last(_HOME, before)
    if home and _few_words(before[home.end() :], 3):
        return True
    lives = _WHO_LIVES.match(after)
    return bool(
        lives
        and (
            " " in lives.group().strip(" ,")
            or re.search(r"(?<![^\W_])(?:ich|wir|mein\w*|familie)(?![^\W_])", before, re.I)
        )
    )


def _name_before(before: str) -> bool:
    named = _last(_NAMED, before)
    if named and _REPORTED.search(before[named.end() :]):
        return False
    if named and _few_words(before[named.end() :], _MOST_WORDS_BETWEEN) and not _OFFICE.search(before[named.start() :]):
        introduced = not re.match(TITLE, named.group())
        names = named.group(1).split()
        if not introduced or _SURE_INTRO.search(named.group()) or re.search(TITLE, named.group()) or is_first(names[0]):
            return True
        if (
            len(names) > 1
            and not any(is_thing(name) for name in names)
            and re.match(r"[ ]*[,(\n]", before[named.end() :])
        ):
            return True
    return any(
        _few_words(before[end:], _MOST_WORDS_BETWEEN) and not _OFFICE.search(before[end:])
        for end in _full_names(before)
    )


def _name_after(after: str) -> bool:
    titled = _TITLED.search(after)
    if titled and _few_words(after[: titled.start()], 5) and not _OFFICE.search(after[: titled.end() + 25]):
        return True
    named = _NAMED.search(after)
    if named and _SURE_INTRO.search(named.group()) and _few_words(after[: named.start()], 4):
        return True
    beside = re.match(
        r"(?:[ ]*[,;:(/-])?[ ]*(?:\d{5}[ ](?:Gera)?[ ,]*)?(?:Gera[ ,]+)?(?:bei|c/o|an|gez\.|von)?[ \n]*", after
    )
    rest = after[beside.end() :] if beside else after
    words = _WORDS.match(rest)
    return bool(words and any(True for _ in _full_names(words.group())))


def _signed(lines: str) -> bool:
    """A name alone in the line or in the comma before: "Karl Bergner⏎Talstr. 4", "Sabine, Zabelstr. 6"."""
    beside = re.search(
        r"(?:^|[\n,;:(]|[Gg]ruß|[Gg]rüße|LG|MfG)[ ]*([^\n,;:(]{2,50}?)[ ]*[,\n][ \n]*(?:\d{5}[ ]Gera[ ,\n]*)?$", lines
    )
    if _INTRODUCED_SO.search(lines):
        return True
    if not beside:
        return False
    words = beside.group(1).split()
    if not words or len(words) > 4 or any(is_thing(word) for word in words):  # noqa: PLR2004
        return False
    return all(re.fullmatch(WORD, word) for word in words) and (
        is_first(words[0]) or (len(words) > 1 and is_last(words[-1]))
    )


def _full_names(text: str) -> Iterator[int]:
    """Where a first name with its surname ends."""
    for found in _WORDS.finditer(text):
        words = found.group().split()
        for place in range(len(words) - 1):
            name, surname = words[place], words[place + 1]
            behind = words[place + 2] if place + 2 < len(words) else ""
            if (is_first(name) or is_last(surname)) and not any(map(is_thing, (name, surname, behind))):
                if not is_first(name) and place:
                    continue
                yield found.start() + found.group().find(surname, found.group().find(name)) + len(surname)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    last = None
    for last in pattern.finditer(text):  # noqa: B007
        pass
    return last


def _few_words(text: str, most: int) -> bool:
    return len(text.split()) <= most


def _since_sentence(text: str) -> str:
    last = _last(_SENTENCE_END, text)
    return text[last.end() :] if last else text


def _until_sentence(text: str) -> str:
    found = _SENTENCE_END.search(text)
    return text[: found.start()] if found else text
