"""Is this a question about dates, and about which? German and English as people type them.

A small grammar that has to know every word: what it does not know all of is somebody else's question. So "was kostet
der workshop" goes to the search, and "was ist morgen für wetter" is not answered with events.
"""

import re
from dataclasses import dataclass

from bot.events.courtesy import sentences, without_courtesy
from bot.events.dates import Unit, When
from bot.events.event import Kind
from bot.events.times import LAST, time_in
from bot.events.vocabulary import (
    ANY,
    ASKED,
    CLOSES,
    GROUPS,
    KIND_OF,
    MANY,
    MEET,
    NEAR,
    PAST,
    PLURALS,
    RENEWAL,
    STRATEGY,
    TAKING_PART,
    TOPIC_OF,
)  # fmt: skip
from bot.events.vocabulary import words as vocabulary_words
from bot.events.wording import KNOWN, folded, read_words

LONGEST = 140
LONGEST_LETTER = 600
"""With all that is told around it."""
_ALONE = frozenset({Unit.WEEK, Unit.WEEKEND, Unit.MONTH, Unit.WEEKDAY_AFTER, Unit.DAYS})
"""Times that ask by themselves: "nächste Woche?"."""
_ELSEWHERE = re.compile(
    r"\b(?:auf|zu)$"  # "habt ihr am Samstag auf?"
    r"|\bkann man\b(?=.*\bmachen$)|\bwhat to do\b"  # leisure
    r"|\bseit wann\b|\bsince when\b"
    r"|\bfur (?:ein|einen|n|nen) tag\b"
    r"|^(?:ich|wir|der|die|das|i|we|the)\b(?!.*\b(?:was|wann|welche|ob|wo|what|when|which|where)\b)"
    r".*\b(?:war|waren|hatten?|were|had)\b"
)
"""Asks when something is open, what one can do, since when, which day it is; or tells what was."""
_GONE = re.compile(
    rf"\b(?:{LAST}|zuletzt|letztens|neulich|kurzlich|fruheren?|bisherigen?|recent|recently|previous|past|latest)\b"
)
_ASKING = vocabulary_words("wann when was what welche which wo where gibt gibts ist is nennen sagen mitteilen")


@dataclass(frozen=True, kw_only=True)
class DateQuestion:
    """What somebody wants to know of dates."""

    when: When
    kind: Kind | None = None
    """None: any."""
    topic: str | None = None


def understand(text: str) -> DateQuestion | None:
    """What a text asks of dates; None: it asks something else."""
    if len(text) > LONGEST_LETTER:
        return None
    if whole := _understand(text):
        return whole
    parts = sentences(text)
    return _asked_in(parts, text) if len(parts) > 1 else None


def _asked_in(parts: list[str], text: str) -> DateQuestion | None:
    """The question of one sentence, if the others tell of nothing else that has dates.

    A sentence that names what is ours ("wann ist der nächste Workshop") may stand beside any other. One that does not
    ("wann ist der nächste?") is about what the others name, if that is one thing.
    """
    if "?" not in text:
        return None
    understood = [(part, question) for part in parts if (question := _understand(part))]
    ours = [question for _, question in understood if question.kind or question.topic]
    if ours:
        return ours[-1]
    others = " ".join(part for part in parts if (part, understood[-1][1]) != understood[-1]) if understood else ""
    if (TAKING_PART | ANY | MANY) & set(read_words(others).split()):  # "Wir würden gern mitmachen. Was steht an?"
        return understood[-1][1]
    kinds = {KIND_OF[word]: word for word in read_words(text).split() if word in KIND_OF}
    if len(kinds) != 1:
        return None
    (noun,) = kinds.values()
    asking = [part for part in parts if _ASKING & set(read_words(part).split())]
    asked = [question for part in asking if (question := _understand(f"{part} {noun}"))]
    return asked[-1] if asked else None


def names_kind(kind: Kind, text: str) -> bool:
    """Whether a text speaks of this kind of event."""
    return any(KIND_OF.get(word) is kind for word in re.findall(r"[^\W\d_]+", folded(text)))


def _understand(text: str) -> DateQuestion | None:
    if len(text) > 2 * LONGEST:
        return None
    words = " ".join(without_courtesy(read_words(text)).split())
    if len(words) > LONGEST:
        return None
    past = bool((PAST - {"was"}) & set(words.split())) or bool(
        re.search(r"\b(?:what|when|there) was\b|\bwas (?:the|there)\b", words)
    )
    when, rest = time_in(words, past=past)
    left = rest.split()
    if any(word not in KNOWN for word in left) or _ELSEWHERE.search(words):
        return None
    kind, topic = _subject(left)
    noun = kind is not None or bool((ANY | MANY) & set(left))
    if when is None:
        meeting = topic is not None and not past and bool((MEET | ASKED) & set(left)) and bool(NEAR & set(left))
        when = _side_of_now(words, left, noun=noun or meeting, past=past)
    if when is None or (_names_year(when) and not noun):
        return None  # "was war 2021" is no question about events alone
    if not left and (when.unit in _ALONE or (when.start and when.end)):
        return DateQuestion(when=when)
    named = noun or bool(ASKED & set(words.split())) or when.unit in {Unit.WEEKDAY_AFTER, Unit.WEEKDAY}
    named |= when.unit in {Unit.NEXT, Unit.LAST, Unit.ALL}
    return DateQuestion(when=when, kind=kind, topic=topic) if named else None


def _names_year(when: When) -> bool:
    """Whether whole years are meant by their numbers."""
    return any(each and each.unit is Unit.YEAR and each.year for each in (when, when.start, when.end))


def _subject(left: list[str]) -> tuple[Kind | None, str | None]:
    """The kind and the topic that are named; behind "Arbeitsgruppe" stands a topic."""
    here = set(left)
    grouped = next((number for number, word in enumerate(left) if word in GROUPS), None)
    if grouped is not None:
        behind = next((TOPIC_OF[word] for word in left[grouped:] if word in TOPIC_OF), None)
        if behind:
            return next((KIND_OF[word] for word in left[:grouped] if word in KIND_OF), None), behind
    kind = next((KIND_OF[word] for word in left if word in KIND_OF), None)
    if kind is None and RENEWAL & here and STRATEGY & here:
        kind = Kind.REVISION
    return kind, next((TOPIC_OF[word] for word in left if word in TOPIC_OF and word not in KIND_OF), None)


def _side_of_now(words: str, left: list[str], *, noun: bool, past: bool) -> When | None:
    """Next, last, or all that comes, where no time is named."""
    here = set(words.split())
    asks_when = bool({"wann", "when"} & here)
    meeting = asks_when and not past and bool((MEET | {"los", "weiter", "start"}) & here)
    if noun and _GONE.search(words):
        return When(unit=Unit.LAST)
    nearest = re.search(r"\b(?:nachste[nrsm]?|next)\b", words)
    if _asks_many(here) and not nearest:
        return When(unit=Unit.LAST if past and not {"noch", "kommt", "wieder"} & here else Unit.ALL)
    if nearest and (noun or meeting or (asks_when and "mal" in here) or {"was", "what"} & here):
        return When(unit=Unit.NEXT)
    if re.search(r"\b(?:steht|stehen)\b.*\ban\b|\bcoming up\b", words) and not noun:
        return When(unit=Unit.ALL)
    hints = here & (NEAR | CLOSES)
    if "noch" in here and "kommt" in here:  # "kommt noch ein workshop"; "gibt es die führung noch" asks something else
        hints.add("noch")
    if hints and (noun or meeting):
        return When(unit=Unit.LAST if past else Unit.NEXT)
    key_words = bool(left) and all(word in KIND_OF or word in TOPIC_OF for word in left) and len(left) > 1
    return When(unit=Unit.ALL) if key_words and noun else None  # "Mobilität Workshop"


def _asks_many(here: set[str]) -> bool:
    soon = {"demnachst", "bald", "soon"} & here
    many = bool(MANY & here) or bool({"upcoming", "kunftig"} & here) or bool(soon and {"welche", "was", "what"} & here)
    if PLURALS & here:
        showing = {"zeig", "gib", "show", "list", "alle", "all", "demnachst", "kunftig"}
        many |= here <= PLURALS or bool(showing & here)
    return many
