"""The words of ideas, for whoever looks for one: a table that both databases search alike, kept with the ideas' texts.

A search over 100,000 texts by LIKE reads them all; this one reads what begins like the words that were typed.
"""

import re
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, ForeignKey, Index, String, delete, exists, insert, inspect, select
from sqlalchemy.orm import Mapped, Mapper, QueryableAttribute, mapped_column

from storage.tables import Base

LONGEST_WORD = 40
_WORD = re.compile(r"\w{2,}")
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_BEHIND = "\U0010ffff"
"""Comes behind every letter."""
_BYTEWISE = String().with_variant(String(collation="C"), "postgresql")  # so that what begins alike stands together


class IdeaWordRow(Base):
    """That an idea has a word, in small letters and without umlauts."""

    __tablename__ = "idea_word"
    __table_args__ = (Index("ix_idea_word_idea", "idea", "word"),)

    word: Mapped[str] = mapped_column(_BYTEWISE, primary_key=True)
    idea: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True)


def words_in(text: str) -> set[str]:
    """The words of a text as they are compared."""
    return {word[:LONGEST_WORD] for word in _WORD.findall(text.casefold().translate(_SPELLED))}


def having(idea: QueryableAttribute[int], words: Collection[str]) -> list[ColumnElement[bool]]:
    """That an idea has words that begin like each of these, which are from `words_in`. The longest is looked up in the
    index, as it is probably the rarest; the ideas found are asked for the others."""
    first, *others = sorted(words, key=lambda word: (-len(word), word)) or [""]
    if not first:
        return []
    found = select(IdeaWordRow.idea).where(*_begins(first))
    return [
        idea.in_(found),
        *(exists().where(IdeaWordRow.idea == idea, *_begins(other)).correlate_except(IdeaWordRow) for other in others),
    ]


def _begins(word: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return IdeaWordRow.word >= word, IdeaWordRow.word < word + _BEHIND


def keep_words(_: Mapper[Any], connection: Connection, row: Any) -> None:
    """An idea has been written: its words follow, in the same transaction."""
    state = inspect(row)
    if not (state.attrs.title.history.has_changes() or state.attrs.text.history.has_changes()):
        return
    connection.execute(delete(IdeaWordRow).where(IdeaWordRow.idea == row.id))
    if words := sorted(words_in(f"{row.title} {row.text}")):
        connection.execute(insert(IdeaWordRow), [{"word": word, "idea": row.id} for word in words])
