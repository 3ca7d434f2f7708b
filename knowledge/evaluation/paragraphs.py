"""A measure from outside: the same engine finds paragraphs of an encyclopedia. Nothing is tuned on it.

A folder with `entries.jsonl` (id, answer) and `queries.jsonl` (text, gold), such as the German part of XQuAD; the data
is not in the repository. Each paragraph becomes an entry whose sentences are its wordings.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.entries import Entry, Kind, Language, Library, Variant
from knowledge.evaluation.plain import StemmedBM25
from knowledge.evaluation.scoring import Share
from knowledge.language.sentences import sentences
from knowledge.search.finding import Search
from knowledge.search.meaning import SentenceModel

_THREE = 3
_LABEL = 24


@dataclass(frozen=True, kw_only=True)
class Hits:
    """How often the right paragraph comes first, and among the first three."""

    name: str
    first: Share
    in_three: Share


def measure_paragraphs(folder: Path, model: SentenceModel | None, *, cache: Path | None = None) -> list[Hits]:
    """This search and BM25 on the same paragraphs and questions."""
    library = Library([_entry(row) for row in _rows(folder / "entries.jsonl")], [])
    queries = [(str(row["text"]), frozenset(row["gold"])) for row in _rows(folder / "queries.jsonl")]
    search = Search(library, model, cache=cache)
    plain = StemmedBM25(library)
    return [
        _hits("this search", queries, lambda text: [one.entry.id for one in search.nearest(text, most=_THREE)]),
        _hits(plain.name, queries, lambda text: [id for id, _ in plain.rank(text)]),
    ]


def print_paragraphs(found: Sequence[Hits]) -> str:
    """A line for each search, in per cent with 95 % intervals."""
    return "\n".join(f"{one.name:24}first {one.first}   in three {one.in_three}" for one in found)


def _hits(name: str, queries: Sequence[tuple[str, frozenset[str]]], rank: Callable[[str], Sequence[str]]) -> Hits:
    first = in_three = 0
    for text, gold in queries:
        found = rank(text)[:_THREE]
        first += not gold.isdisjoint(found[:1])
        in_three += not gold.isdisjoint(found)
    return Hits(name=name, first=Share(hits=first, of=len(queries)), in_three=Share(hits=in_three, of=len(queries)))


def _entry(row: dict[str, Any]) -> Entry:
    text = str(row["answer"])
    told = sentences(text) or [text]
    return Entry(
        id=str(row["id"]),
        kind=Kind.ANSWER,
        topic="paragraphs",
        subject=str(row["id"]),
        aspect="other",
        wordings=told,
        wordings_en=[],
        variants={Language.GERMAN: Variant(title=told[0], label=told[0][:_LABEL], text=text)},
        sources=[],
        checked=date.min,
        valid_until=None,
        owner="",
        next=[],
        related=[],
    )


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
