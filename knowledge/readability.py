"""How hard a German text is to read: sentence lengths, LIX, Wiener Sachtextformel 1 and Amstad's reading ease.

Sentences and syllables are counted here. textstat, whose formulas are the same, ends sentences at "16. März", leaves
out sentences of two words, and counts places for hyphens instead of syllables ("oder" has one). A machine can refuse a
hard text with this; it cannot approve an easy one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.facts.addresses import without_addresses

LONGEST_MEAN = 12
LONGEST_SENTENCE = 18
HIGHEST_LIX = 40
HIGHEST_WIENER = 7
LOWEST_AMSTAD = 60
LONG_WORD = 6
"""A word with more letters than this is long, for LIX and for the Wiener Sachtextformel."""

ABBREVIATIONS = (
    "z. B.", "d. h.", "u. a.", "o. ä.", "v. a.", "z. T.", "Nr.", "St.", "Dr.", "Prof.", "ca.", "bzw.", "Mio.", "Mrd.",
    "Str.", "Tel.", "evtl.", "ggf.", "inkl.", "vgl.", "geb.", "Jan.", "Feb.", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.",
)  # fmt: skip
OPENERS = (
    "Aber|Alle|Als|Am|An|Auch|Auf|Aus|Bei|Bis|Da|Dabei|Dafür|Damals|Damit|Danach|Dann|Daran|Darin|Darum|Das|"
    "Davon|Dazu|Dem|Den|Denn|Der|Deshalb|Die|Dies|Diese|Diesen|Dieser|Dieses|Doch|Dort|Ein|Eine|Einen|Einer|Er|"
    "Es|Etwa|Für|Hier|Ich|Ihr|Ihre|Im|In|Insgesamt|Ist|Je|Jede|Jeder|Jedes|Kein|Keine|Man|Manche|Mehr|Mit|Nach|"
    "Nur|Ob|Seit|Sie|Sind|So|Sonst|Und|Unter|Viele|Vom|Von|Vor|War|Waren|Was|Weil|Welche|Wenn|Wer|Wie|Wir|Wo|Zu|"
    "Zum|Zur|Zusammen|Zwei"
)
"""Words that begin a sentence after "14." or "e. V."; other nouns there are taken for "3. Vollversammlung"."""
WORD = re.compile(r"[^\W_]+(?:[.,:]\d+)*")
VOWELS = re.compile(r"aa|ai|au|äu|ay|ee|ei|eu|ey|ie|oo|[aeiouyäöü]")


class Indices(NamedTuple):
    """LIX and Wiener Sachtextformel rise with hardness, Amstad's reading ease falls."""

    lix: float
    wiener: float
    amstad: float


@dataclass(frozen=True, kw_only=True)
class Readability:
    """The measures of one text."""

    words: int
    mean: float
    longest: int
    worst: str
    """The sentence to begin with: one that is too long, or else the one with the hardest words."""
    lix: float
    wiener: float
    amstad: float


def measure(text: str) -> Readability:
    """Measure a text whose paragraphs and list items stand on lines of their own."""
    sentences = [(words_in(sentence), sentence) for sentence in split_sentences(text)]
    if not sentences:
        return Readability(words=0, mean=0, longest=0, worst="", lix=0, wiener=0, amstad=100)
    lengths = [len(words) for words, _ in sentences]
    lix, wiener, amstad = compute([words for words, _ in sentences])
    _, worst = max(sentences, key=lambda pair: (max(len(pair[0]), LONGEST_SENTENCE), compute([pair[0]]).wiener))
    return Readability(
        words=sum(lengths),
        mean=sum(lengths) / len(lengths),
        longest=max(lengths),
        worst=worst,
        lix=lix,
        wiener=wiener,
        amstad=amstad,
    )


def compute(sentences: Sequence[Sequence[str]]) -> Indices:
    """The three indices of sentences, each given as its words."""
    words = [word for sentence in sentences for word in sentence]
    syllables = [count_syllables(word) for word in words]
    mean = len(words) / len(sentences)
    long = 100 * sum(len(word) > LONG_WORD for word in words) / len(words)
    many = 100 * sum(count >= 3 for count in syllables) / len(words)  # noqa: PLR2004 - part of the formula
    single = 100 * sum(count == 1 for count in syllables) / len(words)
    return Indices(
        lix=mean + long,
        wiener=0.1935 * many + 0.1672 * mean + 0.1297 * long - 0.0327 * single - 0.875,
        amstad=180 - mean - 58.5 * sum(syllables) / len(words),
    )


def find_hardness(found: Readability) -> list[str]:
    """What makes a text too hard, in German; nothing if it is easy enough."""
    limits = [
        (found.longest > LONGEST_SENTENCE, f"ein Satz hat {found.longest} Wörter (höchstens {LONGEST_SENTENCE})"),
        (found.mean > LONGEST_MEAN, f"im Mittel {_comma(found.mean)} Wörter je Satz (höchstens {LONGEST_MEAN})"),
        (found.lix > HIGHEST_LIX, f"LIX {_comma(found.lix)} (höchstens {HIGHEST_LIX})"),
        (found.wiener > HIGHEST_WIENER, f"Wiener Sachtextformel {_comma(found.wiener)} (höchstens {HIGHEST_WIENER})"),
        (found.amstad < LOWEST_AMSTAD, f"Amstad {_comma(found.amstad)} (mindestens {LOWEST_AMSTAD})"),
    ]
    return [words for is_broken, words in limits if is_broken]


def split_sentences(text: str) -> list[str]:
    """The sentences of a text. Abbreviations, dates and ordinals do not end one; the end of a line does."""
    lines = [line.removeprefix("- ").strip() for line in text.split("\n")]
    return [sentence for line in lines for sentence in _split_line(line) if words_in(sentence)]


def words_in(sentence: str) -> list[str]:
    """The words of a sentence. The parts of a hyphenated word count on their own, addresses do not count."""
    return WORD.findall(without_addresses(sentence))


def count_syllables(word: str) -> int:
    """Syllables of a German word, by its vowels; a diphthong is one. Figures and "GmbH" count as one."""
    return max(1, len(VOWELS.findall(word.lower().replace("qu", "q"))))


def _split_line(line: str) -> list[str]:
    """Full stops that end nothing are hidden behind a NUL, which no content may contain."""
    openers = rf"(?:{OPENERS})\b"
    for abbreviation in ABBREVIATIONS:
        written = re.escape(abbreviation).replace(r"\ ", r"\s?")
        line = re.sub(rf"(?<!\w){written}", lambda match: match.group().replace(".", "\0"), line)
    line = re.sub(rf"(?<!\w)(\d{{1,2}}|[A-Za-z])\.(?=\s+(?!{openers}))", "\\1\0", line)
    line = re.sub(r"\.(?=\s+[a-zäöü])", "\0", line)
    return re.sub(r"([.!?…][“”\")]*)\s+", r"\1\n", line).replace("\0", ".").split("\n")


def _comma(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
