"""Fields as staff type them become an event, or mistakes: all of them at once, each with its field. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from bot.events.event import Event, Kind, Status, Words
from bot.events.fields import COMPULSORY, EVERY, WORDS, Fields, Known, most, write_fields
from bot.events.reading_ics import KINDS, TOPICS
from bot.events.spans import Mistake, Span, read_span
from bot.typed_days import Wrong, clean, read_when
from knowledge.entries import Language

YES = {"ja", "yes", "j", "y", "x", "1", "wahr", "true"}
NO = {"nein", "no", "n", "0", "falsch", "false"}
UNKNOWN = {"", "unbekannt", "unknown", "weiß nicht", "?"}
MOST_PEOPLE = 100_000
MOST_IDEAS = 20
IDEA = re.compile(r"(?:i-?\s?)?0*(\d{1,6})", re.ASCII)
KIND_NAMES: Mapping[str, Kind] = {
    **KINDS, "vollversammlung": Kind.ASSEMBLY, "stadtführung": Kind.TOUR, "frist": Kind.CONTEST,
    "frist eines ideenwettbewerbs": Kind.CONTEST, "fortschreibung der strategie": Kind.REVISION,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was read."""

    event: Event | None
    """None where something is wrong."""
    mistakes: Mapping[str, Mistake]
    """By field."""


def read_fields(
    typed: Fields, base: Event | None, known: Known, now: datetime, *, was: Fields | None = None, past: bool = False
) -> Reading:
    """The event that the fields say; `base` is the one that is changed: what is no field stays as it is there.

    `was`: how the fields of `base` were written, where that is known. `past`: it may lie in the past.
    """
    had = was or (write_fields(base) if base else {})
    fields = {name: typed.get(name, had.get(name, "")).strip() for name in EVERY}
    mistakes: dict[str, Mistake] = {}
    for name, value in fields.items():
        if len(value) > most(name):
            mistakes[name] = Mistake.TOO_LONG
        elif not value and name in COMPULSORY:
            mistakes[name] = Mistake.MISSING
    kind = _kind(fields["kind"], mistakes)
    if base and kind and base.kind is not kind and base.status is not Status.PLANNED:
        mistakes["kind"] = Mistake.KIND_STAYS
    span = _span(fields, had, base, kind, known, now, mistakes, past=past)
    values: dict[str, Any] = {
        "place": fields["place"],
        "address": fields["address"],
        "step_free": _yes_or_no("step-free", fields, mistakes),
        "capacity": _capacity(fields["capacity"], mistakes),
        "interpreter": bool(_yes_or_no("interpreter", fields, mistakes)),
        "languages": fields["languages"],
        "topics": frozenset(_names("topics", fields, known.topics, TOPICS, mistakes)),
        "subjects": tuple(_names("subjects", fields, known.subjects, {}, mistakes)),
        "ideas": _ideas(fields["ideas"], mistakes),
        "link": _link("link", fields, mistakes),
        "contact": fields["contact"],
        "results": fields["results"],
        "minutes": _link("minutes", fields, mistakes, only_https=True),
        "next_step": fields["next-step"],
        "next_day": _next_day(fields, known, now, had, mistakes),
        "words": _words(fields, mistakes),
    }
    if mistakes or kind is None or span is None:
        return Reading(event=None, mistakes=mistakes)
    values |= {"kind": kind, "start": span.start, "end": span.end, "whole_day": span.whole_day}
    event = replace(base, **values) if base else Event(id="", zone=known.zone, status=Status.PLANNED, **values)
    return Reading(event=event, mistakes={})


def read_one(name: str, fields: Fields, base: Event | None, known: Known, now: datetime) -> Mistake | None:
    """What is wrong with one field, as a step of the chat asks for it. A wrong end belongs to the end alone."""
    return read_fields(fields, base, known, now).mistakes.get(name)


def _kind(typed: str, mistakes: dict[str, Mistake]) -> Kind | None:
    kind = Kind(typed) if typed in list(Kind) else KIND_NAMES.get(typed.casefold())
    if typed and kind is None:
        mistakes.setdefault("kind", Mistake.KIND)
    return kind


def _span(
    fields: Fields,
    had: Fields,
    base: Event | None,
    kind: Kind | None,
    known: Known,
    now: datetime,
    mistakes: dict[str, Mistake],
    *,
    past: bool,
) -> Span | None:
    if base and all(fields[name] == had.get(name, "") for name in ("start", "end")):
        return Span(base.start, base.end, base.whole_day)
    if "start" in mistakes or "end" in mistakes:
        return None
    zone = base.zone if base else known.zone
    span = read_span(fields["start"], fields["end"], kind or Kind.WORKSHOP, now.astimezone(zone).date(), zone)
    if not isinstance(span, Span):
        mistakes.update(span)
        return None
    if not past and span.passes(now) and not (base and base.start == span.start):
        mistakes["start"] = Mistake.PAST
    return span


def _yes_or_no(name: str, fields: Fields, mistakes: dict[str, Mistake]) -> bool | None:
    typed = fields[name].casefold()
    if typed not in YES | NO | UNKNOWN:
        mistakes.setdefault(name, Mistake.YES_OR_NO)
    return True if typed in YES else False if typed in NO else None


def _capacity(typed: str, mistakes: dict[str, Mistake]) -> int | None:
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed) <= MOST_PEOPLE):
        mistakes.setdefault("capacity", Mistake.NUMBER)
        return None
    return int(typed)


def _names(
    name: str, fields: Fields, known: Mapping[str, str], words: Mapping[str, str], mistakes: dict[str, Mistake]
) -> list[str]:
    """Keys of topics or subjects, typed as keys or by name, parted by commas."""
    by_name = {title.casefold(): key for key, title in known.items()} | {word: str(key) for word, key in words.items()}
    found = []
    for each in re.split(r"[,;\n]", fields[name]):
        typed = each.strip()
        key = typed if typed in known else by_name.get(typed.casefold())
        if typed and key is None:
            mistakes.setdefault(name, Mistake.UNKNOWN_NAME)
        elif key is not None and key not in found:
            found.append(key)
    return found


def _ideas(typed: str, mistakes: dict[str, Mistake]) -> tuple[int, ...]:
    numbers = [IDEA.fullmatch(each.casefold()) for each in re.split(r"[,;\s]+", typed) if each]
    if any(each is None for each in numbers) or len(numbers) > MOST_IDEAS:
        mistakes.setdefault("ideas", Mistake.IDEA)
        return ()
    return tuple(sorted({int(each[1]) for each in numbers if each}))


def _link(name: str, fields: Fields, mistakes: dict[str, Mistake], *, only_https: bool = False) -> str:
    typed = fields[name]
    if typed and not is_address(typed, only_https=only_https):
        mistakes.setdefault(name, Mistake.LINK)
    return typed


def is_address(typed: str, *, only_https: bool) -> bool:
    """Whether this is an address on the web that one can open."""
    try:
        parts = urlsplit(typed)
    except ValueError:
        return False
    schemes = {"https"} if only_https else {"http", "https"}
    plain = not re.search(r"[\s<>\"\\]", typed) and "@" not in parts.netloc
    return parts.scheme in schemes and "." in (parts.hostname or "") and plain


def _next_day(fields: Fields, known: Known, now: datetime, had: Fields, mistakes: dict[str, Mistake]) -> date | None:
    """What happens next has a day; a day alone says nothing."""
    typed = fields["next-day"]
    if bool(typed) != bool(fields["next-step"]):
        mistakes.setdefault("next-step" if typed else "next-day", Mistake.BELONG_TOGETHER)
    if not typed:
        return None
    today = now.astimezone(known.zone).date()
    found = read_when(clean(typed), today)
    if isinstance(found, Wrong):
        mistakes.setdefault("next-day", Mistake(found.value))
        return None
    if found.day < today and typed != had.get("next-day"):
        mistakes.setdefault("next-day", Mistake.PAST)
    return found.day


def _words(fields: Fields, mistakes: dict[str, Mistake]) -> Mapping[Language, Words]:
    """German always, the others where they have a title: a text without one has no head."""
    words = {Language.GERMAN: Words(**{word: fields[word] for word in WORDS})}
    for language in (Language.SIMPLE, Language.ENGLISH):
        typed = {word: fields[f"{word}-{language}"] for word in WORDS}
        if any(typed.values()) and not typed["title"]:
            mistakes.setdefault(f"title-{language}", Mistake.MISSING)
        elif typed["title"]:
            words[language] = Words(**typed)
    return words
