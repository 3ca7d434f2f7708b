"""The words of ideas, for whoever looks for one: a table that both databases search alike, kept with the ideas' texts.

A search over 100,000 texts by LIKE reads them all; this one reads what begins like the words that were typed.
"""

import re
from typing import Any

from sqlalchemy import Connection, ForeignKey, Select, String, delete, insert, inspect, select
from sqlalchemy.orm import Mapped, Mapper, mapped_column

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

    word: Mapped[str] = mapped_column(_BYTEWISE, primary_key=True)
    idea: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True, index=True)


def words_in(text: str) -> set[str]:
    """The words of a text as they are compared."""
    return {word[:LONGEST_WORD] for word in _WORD.findall(text.casefold().translate(_SPELLED))}


def ideas_with(word: str) -> Select[int]:
    """The ideas with a word that begins so; `word` is one of `words_in`."""
    return select(IdeaWordRow.idea).where(IdeaWordRow.word >= word, IdeaWordRow.word < word + _BEHIND)


def keep_words(_: Mapper[Any], connection: Connection, row: Any) -> None:
    """An idea has been written: its words follow, in the same transaction."""
    state = inspect(row)
    if not (state.attrs.title.history.has_changes() or state.attrs.text.history.has_changes()):
        return
    connection.execute(delete(IdeaWordRow).where(IdeaWordRow.idea == row.id))
    if words := sorted(words_in(f"{row.title} {row.text}")):
        connection.execute(insert(IdeaWordRow), [{"word": word, "idea": row.id} for word in words])
