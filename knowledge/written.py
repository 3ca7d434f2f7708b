"""One entry as a colleague wrote it: its fields against the table in content/README.md, and the lines they stand on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.entries import Entry, Kind, Language, Source, Topic, Variant
from knowledge.fields import Fields, Marked, texts_of
from knowledge.parts import NAMES, Text

ASPECTS = (
    "overview", "status", "result", "cost", "place", "time", "people", "use", "reason", "method", "join", "privacy",
    "future", "number", "other",
)  # fmt: skip
KNOWN = (
    "id", "kind", "topic", "subject", "aspect", "title", "title_en", "label", "label_en", "wordings", "wordings_en",
    "sources", "facts", "checked", "valid_until", "owner", "next", "related",
)  # fmt: skip
LONGEST_ID = 40
LONGEST_TITLE = 60
LONGEST_LABEL = 24
LONGEST_TEXT = 900
FEWEST_WORDINGS = 8
FEWEST_ENGLISH = 4
FEWEST_TOGETHER = 12
MOST_NEXT = 3


@dataclass(frozen=True, kw_only=True)
class WrittenEntry:
    """An entry and where its parts stand. A faulty field is left empty: with mistakes nothing is taken anyway."""

    path: Path
    entry: Entry
    texts: Mapping[Language, Text]
    lines: Mapping[str, int]
    wordings: Sequence[Marked]
    wordings_en: Sequence[Marked]
    next: Sequence[Marked]
    related: Sequence[Marked]


def read_entry(
    path: Path,
    fields: Fields,
    texts: Mapping[Language, Text],
    topics: Mapping[str, Topic],
    sources: Mapping[str, Source],
) -> WrittenEntry:
    """The entry of one file. What is wrong goes to the fields' list of mistakes."""
    fields.refuse_others(KNOWN)
    kind = _read_kind(fields)
    wordings, english = _read_wordings(fields)
    titles = {name: fields.text(name, longest=LONGEST_TITLE) for name in ("title", "title_en")}
    labels = {name: _read_label(fields, name) for name in ("label", "label_en")}
    following = _read_next(fields, kind)
    related = _read_ids(fields, "related", optional=True)
    checked = fields.day("checked")
    _check_facts(fields)
    _check_lengths(fields, texts)
    entry = Entry(
        id=_read_id(fields, path),
        kind=kind,
        topic=_read_topic(fields, path, kind, topics),
        subject=_read_slug(fields, "subject"),
        aspect=_read_aspect(fields),
        wordings=texts_of(wordings),
        wordings_en=texts_of(english),
        variants=_variants(titles, labels, texts),
        sources=_read_used_sources(fields, kind, sources),
        checked=checked or date.min,
        valid_until=_read_valid_until(fields, checked),
        owner=fields.text("owner"),
        next=texts_of(following),
        related=texts_of(related),
    )
    return WrittenEntry(
        path=path,
        entry=entry,
        texts=texts,
        lines={name: fields.line_of(name) for name in KNOWN},
        wordings=wordings,
        wordings_en=english,
        next=following,
        related=related,
    )


def _read_kind(fields: Fields) -> Kind:
    written = fields.text("kind")
    try:
        return Kind(written)
    except ValueError:
        if written:
            kinds = ", ".join(kind.value for kind in Kind)
            fields.complain(fields.line_of("kind"), f"„kind: {written}“ gibt es nicht. Möglich sind: {kinds}.")
        return Kind.ANSWER


def _read_slug(fields: Fields, name: str) -> str:
    slug = fields.text(name, longest=LONGEST_ID)
    if slug and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        fields.complain(
            fields.line_of(name),
            f"„{name}: {slug}“ darf nur kleine Buchstaben ohne Umlaute, Ziffern und einzelne Bindestriche haben.",
        )
    return slug


def _read_id(fields: Fields, path: Path) -> str:
    name = _read_slug(fields, "id")
    if name and name != path.stem:
        fields.complain(
            fields.line_of("id"), f"„id: {name}“ passt nicht zum Dateinamen {path.name}. Beide müssen gleich heißen."
        )
    return name


def _read_topic(fields: Fields, path: Path, kind: Kind, topics: Mapping[str, Topic]) -> str:
    topic, folder = fields.text("topic"), path.parent.name
    if not topic:
        return topic
    line = fields.line_of("topic")
    if topic != folder:
        fields.complain(line, f"„topic: {topic}“ passt nicht zum Ordner „{folder}“. Beide müssen gleich heißen.")
    if kind is Kind.ANSWER and topics and topic not in topics:
        fields.complain(line, f"Das Thema „{topic}“ steht nicht in topics.yaml. Möglich sind: {', '.join(topics)}.")
    if kind is not Kind.ANSWER and topic != kind.value:
        fields.complain(line, f"Einträge mit „kind: {kind}“ liegen im Ordner „{kind}“ und haben „topic: {kind}“.")
    return topic


def _read_aspect(fields: Fields) -> str:
    aspect = fields.text("aspect")
    if aspect and aspect not in ASPECTS:
        fields.complain(
            fields.line_of("aspect"), f"„aspect: {aspect}“ gibt es nicht. Möglich sind: {', '.join(ASPECTS)}."
        )
    return aspect


def _read_label(fields: Fields, name: str) -> str:
    label = fields.text(name, longest=LONGEST_LABEL)
    if label and sum(sign.isalpha() for sign in label) < 2:  # noqa: PLR2004 - "at least two letters"
        fields.complain(
            fields.line_of(name),
            f"„{name}“ braucht mindestens zwei Buchstaben: Vorleseprogramme lesen Knöpfe nur mit Worten gut vor.",
        )
    return label


def _read_wordings(fields: Fields) -> tuple[list[Marked], list[Marked]]:
    german, english = fields.texts("wordings"), fields.texts("wordings_en")
    for name, found, fewest in (("wordings", german, FEWEST_WORDINGS), ("wordings_en", english, FEWEST_ENGLISH)):
        if name in fields and len(found) < fewest:
            fields.complain(
                fields.line_of(name), f"„{name}“ hat {len(found)} Formulierungen, nötig sind mindestens {fewest}."
            )
    together = len(german) + len(english)
    if len(german) >= FEWEST_WORDINGS and len(english) >= FEWEST_ENGLISH and together < FEWEST_TOGETHER:
        fields.complain(
            fields.line_of("wordings"),
            f"Deutsch und Englisch zusammen sind {together} Formulierungen, nötig sind mindestens {FEWEST_TOGETHER}.",
        )
    return german, english


def _read_used_sources(fields: Fields, kind: Kind, sources: Mapping[str, Source]) -> list[Source]:
    used = _read_ids(fields, "sources", optional=kind is not Kind.ANSWER)
    for item in used:
        if sources and item.text not in sources:
            fields.complain(
                item.line, f"Die Quelle „{item.text}“ steht nicht in sources.yaml. Tragen Sie sie dort ein."
            )
    if kind is Kind.ANSWER and "sources" in fields and not used:
        fields.complain(fields.line_of("sources"), "Eine Antwort braucht mindestens eine Quelle.")
    return [sources[item.text] for item in used if item.text in sources]


def _read_valid_until(fields: Fields, checked: date | None) -> date | None:
    valid_until = fields.day("valid_until", optional=True)
    if valid_until and checked and valid_until <= checked:
        fields.complain(fields.line_of("valid_until"), "„valid_until“ muss nach „checked“ liegen.")
    return valid_until


def _read_next(fields: Fields, kind: Kind) -> list[Marked]:
    following = _read_ids(fields, "next", optional=kind is not Kind.ANSWER)
    if len(following) > MOST_NEXT or (kind is Kind.ANSWER and "next" in fields and not following):
        fields.complain(fields.line_of("next"), f"„next“ nennt {len(following)} Einträge, möglich sind ein bis drei.")
    return following


def _read_ids(fields: Fields, name: str, *, optional: bool) -> list[Marked]:
    found: dict[str, Marked] = {}
    for item in fields.texts(name, optional=optional):
        if item.text in found:
            fields.complain(item.line, f"„{item.text}“ steht in „{name}“ doppelt. Löschen Sie eines.")
        found.setdefault(item.text, item)
    return list(found.values())


def _check_facts(fields: Fields) -> None:
    for item in _read_ids(fields, "facts", optional=True):
        if not re.fullmatch(r"F-\d{3}|[LQ]-\d\d", item.text):
            fields.complain(
                item.line, f"„{item.text}“ ist keine Kennung eines Fakts. Sie sehen aus wie F-216, L-04 oder Q-12."
            )


def _check_lengths(fields: Fields, texts: Mapping[Language, Text]) -> None:
    for language, text in texts.items():
        length = len(text.words)
        if length > LONGEST_TEXT:
            name = NAMES[language]
            fields.complain(
                text.line,
                f"{name} hat {length} Zeichen, erlaubt sind höchstens {LONGEST_TEXT}. Kürzen Sie ihn.",
            )


def _variants(
    titles: Mapping[str, str], labels: Mapping[str, str], texts: Mapping[Language, Text]
) -> dict[Language, Variant]:
    variants = {}
    for language, text in texts.items():
        ending = "_en" if language is Language.ENGLISH else ""
        variants[language] = Variant(title=titles[f"title{ending}"], label=labels[f"label{ending}"], text=text.words)
    return variants
