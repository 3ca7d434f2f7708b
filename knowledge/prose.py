"""How a text reads, as far as plain rules can tell: no shouting, no markup, Sie, no words that age.

Addresses are blanked out before any rule looks, quotations where a rule is about our own voice: what somebody else
wrote is quoted as it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.entries import Language
from knowledge.facts.addresses import without_addresses
from knowledge.facts.dates import YEAR
from knowledge.parts import Text

ACRONYMS = {
    "ADFC", "BBSR", "BMWK", "BMWSB", "DHGE", "DIMEKO", "DSGVO", "EMMA", "GERA", "HOME", "ISEK", "JSON", "LORAWAN",
    "ÖPNV", "SMART", "SMARTCITY", "THÜRINGEN", "TMBZ", "WLAN",
}  # fmt: skip
"""Words that are written in capitals because that is their name."""

QUOTED = re.compile(r"„[^“”\n]*[“”]|“[^”\n]*”|»[^«\n]*«|\"[^\"\n]*\"|‚[^‘\n]*‘|‘[^’\n]*’")
FAMILIAR = r"(?<![\w-])(?:[Dd]u|[Dd]ir|(?<!deck )[Dd]ich|[Dd]ein(?:e[mnrs]?)?|[Ee]uch|[Ee]uer|[Ee]ure[mnrs]?)(?![\w-])"
NUMERIC_DATE = rf"(?<![\d.])\d{{1,2}}\.\s?\d{{1,2}}\.\s?{YEAR}\b|\b{YEAR}-\d\d-\d\d\b|\b\d{{1,2}}/\d{{1,2}}/{YEAR}\b"
MARKUP = r"(?<!\w)[*_]{1,3}(?=\w)|(?<=[\w.])[*_]{1,3}(?!\w)|`|~~|\[[^\]]*\]\(|</?[a-zA-Z][^>]*>|https?://\S+\]"
LINE_MARKUP = r"[*+•·▪]\s|>\s|\||-{3,}$|={3,}$|\s+-\s"
"""Markup at the beginning of a line: other bullets, quotations, tables, rules, lists inside lists."""

AGEING = {
    Language.GERMAN: (
        r"(?<![\w-])(?:[Hh]eute|morgen|[Üü]bermorgen|(?:[Vv]or)?[Gg]estern|[Dd]emnächst|[Ii]n Kürze"
        r"|(?:[Nn]ächste|[Kk]ommende)[nrsm]? (?:Wochen?|Monate?s?n?|Jahre?s?n?))(?![\w-])"
        r"|(?:^|(?<=\n)|(?<=[.!?:] ))Morgen(?![\w-])"
    ),
    Language.ENGLISH: (
        r"(?<![\w-])(?:[Tt]oday|[Tt]omorrow|[Yy]esterday|(?<![Aa]s )[Ss]oon"
        r"|(?:[Nn]ext|[Cc]oming) (?:weeks?|months?|years?))(?![\w-])"
    ),
}
THIS_PERIOD = {
    Language.GERMAN: r"(?<![\w-])[Dd]iese[nrsm]? (?:Wochen?|Monate?s?n?|Jahre?s?n?)(?![\w-])",
    Language.ENGLISH: r"(?<![\w-])[Tt]his (?:week|month|year)(?![\w-])",
}
LOOK_BACK = 150
"""If a year stands so many characters before "dieses Jahr", in the same paragraph, it is meant, not the reader's."""


@dataclass(frozen=True)
class Finding:
    """A place in a text that breaks a rule, and what to do about it."""

    position: int
    sentence: str


def find_faults(text: Text, language: Language) -> Iterator[tuple[int, str]]:
    """Everything that plain rules refuse in one text, with its line."""
    for finding in find_in(text.words, language):
        yield text.line_at(finding.position), finding.sentence
    yield from _line_markup(text.raw)


def find_in(words: str, language: Language) -> Iterator[Finding]:
    """The same for words without lines, such as a title."""
    spoken = Language.ENGLISH if language is Language.ENGLISH else Language.GERMAN
    words = without_addresses(words)
    own_words = QUOTED.sub(lambda match: " " * len(match.group()), words)
    yield from _each(r"!", words, "Ausrufezeichen sind nicht erlaubt. Beenden Sie den Satz mit einem Punkt.")
    yield from _shouted(words)
    yield from _each(MARKUP, words, "„{}“ ist Auszeichnung. Erlaubt sind nur Absätze und Listen mit „- “.")
    yield from _each(
        NUMERIC_DATE, words, "„{}“: Schreiben Sie den Monat aus, zum Beispiel „16. März 2022“ oder „16 March 2022“."
    )
    if spoken is Language.GERMAN:
        yield from _each(FAMILIAR, own_words, "„{}“: Sprechen Sie die Menschen mit Sie an.")
    yield from _ageing(own_words, spoken)


def _each(pattern: str, words: str, sentence: str) -> Iterator[Finding]:
    for match in re.finditer(pattern, words):
        yield Finding(match.start(), sentence.format(match.group().strip()))


def _shouted(words: str) -> Iterator[Finding]:
    for match in re.finditer(r"\w+", words):
        letters = "".join(sign for sign in match.group() if sign.isalpha())
        if len(letters) >= 4 and letters.isupper() and letters not in ACRONYMS:  # noqa: PLR2004 - USA and EU may stand
            yield Finding(
                match.start(),
                f"„{match.group()}“ steht in Großbuchstaben. Schreiben Sie das Wort normal. "
                "Ist es ein Name, gehört es in die Liste ACRONYMS in knowledge/prose.py.",
            )


def _ageing(words: str, language: Language) -> Iterator[Finding]:
    sentence = "„{}“ stimmt bald nicht mehr. Nennen Sie den Tag oder das Jahr."
    yield from _each(AGEING[language], words, sentence)
    for match in re.finditer(THIS_PERIOD[language], words):
        paragraph = words[: match.start()].rpartition("\n")[2]
        if not re.search(rf"\b{YEAR}\b", paragraph[-LOOK_BACK:]):
            yield Finding(match.start(), sentence.format(match.group()))


def _line_markup(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for number, line in lines:
        if re.match(LINE_MARKUP, line):
            yield number, "Diese Zeile beginnt mit Auszeichnung. Erlaubt sind nur Absätze und Listen mit „- “."
    for first, second in (("– ", "– "), ("1. ", "2. "), ("1) ", "2) ")):
        firsts = [number for number, line in lines if line.startswith(first)]
        if firsts and any(line.startswith(second) for number, line in lines if number > firsts[0]):
            yield firsts[0], f"Listen mit „{first.strip()}“ sind nicht erlaubt. Beginnen Sie jede Zeile mit „- “."
