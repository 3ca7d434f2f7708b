"""Persons: an address, a language, where the conversation stands, and how fast they write. No name, no phone number."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Float, Select, delete, false, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.tables import Base, Moment

QUIET = "20:00-08:00"
"""The quiet hours of whoever has chosen none."""


class PersonRow(Base):
    """Somebody who talks to the assistant, and where their conversation stands.

    One row holds both, since every turn locks, reads and writes both: two messages of one person are taken one after
    the other, on any replica. A group chat is one person here, so that no member of it is stored.
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(unique=True)  # `telegram:4711`, `browser:8f3…`
    language: Mapped[str | None]  # chosen by the person; None: follow the question
    spoken: Mapped[str | None]  # the language of the last answer: buttons below it are pressed in the same
    subject: Mapped[str | None]  # what was talked about last, for follow-up questions
    entry: Mapped[str | None]  # the entry shown last, for /einfach
    event: Mapped[int | None]  # the event shown last: what "da will ich mitmachen" is about
    offered: Mapped[str | None]  # ids of what the person was asked to choose from just now, parted by blanks
    others: Mapped[str | None]  # ids of what else the last question may have meant, parted by blanks
    judged: Mapped[str | None]  # the entry that the person judged last: each answer is judged once
    misses: Mapped[int] = mapped_column(default=0)  # questions in a row without an answer
    album: Mapped[str | None]  # the album answered last: its other pictures are not answered again
    tokens: Mapped[float] = mapped_column(Float)  # what is left of the rate allowance at `seen`
    warnings: Mapped[int] = mapped_column(default=0)  # notices about the rate since it last recovered
    alarmed: Mapped[Moment | None]  # when the emergency card was given last: a flood of cries gets it once a minute
    seen: Mapped[Moment] = mapped_column(index=True)
    form: Mapped[str | None]  # the open form: who takes the next message, `verb:argument` as in a button
    quiet: Mapped[str] = mapped_column(default=QUIET, server_default=QUIET)  # no push then, local time
    digest: Mapped[bool] = mapped_column(default=False, server_default=false())  # once a week, in one message
    unreachable: Mapped[Moment | None]  # since when nothing arrives: blocked, deleted
    asked: Mapped[str | None]  # a question that shall be passed on, blacked out by the guard, until the person says yes


async def lock(session: Session, address: str) -> PersonRow | None:
    """The person of this address, held until the transaction ends; None if we don't know them."""
    return await session.scalar(select(PersonRow).where(PersonRow.address == address).with_for_update())


def add(session: Session, address: str, now: datetime, tokens: float) -> PersonRow:
    """A person we meet for the first time. The commit raises AlreadyTaken if another replica was first."""
    person = PersonRow(address=address, seen=now, tokens=tokens, misses=0, warnings=0)
    session.add(person)
    return person


async def language_of(session: Session, address: str) -> str | None:
    """The language that the person of this address chose, if we know them and they did."""
    return await session.scalar(select(PersonRow.language).where(PersonRow.address == address))


async def move(session: Session, old: str, new: str) -> None:
    """A person is known by another address from now on; whoever had that address before is the same.

    Telegram tells it more than once: whoever has moved already stays where they are.
    """
    if old == new or await lock(session, old) is None:
        return
    await session.execute(delete(PersonRow).where(PersonRow.address == new))
    await session.execute(update(PersonRow).where(PersonRow.address == old).values(address=new))


async def forget(session: Session, address: str) -> None:
    """Delete the person of this address."""
    await session.execute(delete(PersonRow).where(PersonRow.address == address))


async def close_form(session: Session, address: str) -> None:
    """Close the open form of a person, unless they are writing just now: two who do this to each other would wait for
    each other."""
    chosen = select(PersonRow).where(PersonRow.address == address).with_for_update(skip_locked=True)
    if (person := await session.scalar(chosen)) is not None:
        person.form = None


async def forget_asked(session: Session, before: datetime) -> None:
    """Delete questions that wait for a yes from whoever has not been seen since `before`."""
    waiting = update(PersonRow).where(PersonRow.asked.is_not(None), PersonRow.seen < before)
    await session.execute(waiting.values(asked=None))


async def set_reachable(session: Session, address: str, since: datetime | None) -> None:
    """Whether messages arrive: not since a moment, or (None) they do again. A later "not" does not move the moment."""
    changed = update(PersonRow).where(PersonRow.address == address).values(unreachable=since)
    await session.execute(changed if since is None else changed.where(PersonRow.unreachable.is_(None)))


async def forget_idle(session: Session, before: datetime, needed: Collection[Select[tuple[str]]] = ()) -> int:
    """Delete whoever has not been seen since `before`, but for the addresses that are `needed`; how many they were."""
    idle = delete(PersonRow).where(PersonRow.seen < before)
    for addresses in needed:
        idle = idle.where(PersonRow.address.not_in(addresses))
    result = await session.execute(idle)
    return int(result.rowcount)  # type: ignore[attr-defined]
