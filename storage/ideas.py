"""Ideas: what residents propose, where each of them stands, and by when the city has promised to answer."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Select,
    delete,
    event,
    false,
    func,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage import lifelines
from storage.database import Session
from storage.idea_words import IdeaWordRow, having, keep_words, words_in
from storage.lifelines import LifelineRow
from storage.tables import Base, Moment


class Stage(StrEnum):
    """How far an idea is."""

    RECEIVED = "received"
    MODERATION = "moderation"
    PUBLIC = "public"
    ASSESSING = "assessing"
    DECIDED = "decided"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


SHOWN = (Stage.PUBLIC, Stage.ASSESSING, Stage.DECIDED, Stage.DONE)
"""What everybody may see."""
# The same for the indexes, which hold only these; word for word as questions say it, or they are not used.
_SHOWN = "stage IN ('public', 'assessing', 'decided', 'done')"
UNDER_WAY = (Stage.RECEIVED, Stage.MODERATION, Stage.PUBLIC, Stage.ASSESSING)
"""Where the city has still to say something."""


class Source(StrEnum):
    """How an idea came."""

    CHAT = "chat"
    PAPER = "paper"


class Order(StrEnum):
    """How ideas are sorted."""

    NEWEST = "newest"
    SUPPORTED = "supported"


def _index(name: str, *columns: str) -> Index:
    """An index of what everybody may see: a page, and how many there are, without a look at the texts."""
    return _some(name, *columns, where=_SHOWN)


def _some(name: str, *columns: str, where: str) -> Index:
    """An index of those few that a tick looks for again and again."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


class IdeaRow(Base):
    """One idea. Its words have passed the guard; who had it is an address, or nobody any more."""

    __tablename__ = "idea"
    __table_args__ = (
        Index("ix_idea_stage", "stage"),
        _some("ix_idea_photo", "id", where="photo IS NOT NULL"),
        _some("ix_idea_picture", "picture", where="picture IS NOT NULL"),
        _some("ix_idea_clock", "id", where="clock_began IS NOT NULL"),
        _some("ix_idea_decided", "decided", where="asked_after IS NULL"),
        _index("ix_idea_newest", "id", "field", "district", "contest"),
        _index("ix_idea_supported", "support", "id", "field", "district", "contest"),
        {"sqlite_autoincrement": True},  # its number was told to people
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    author: Mapped[str | None] = mapped_column(index=True)  # None: on paper and not claimed, or all was deleted
    pseudonym: Mapped[str]  # `Gera-Ahorn 7`, drawn anew for each idea
    source: Mapped[str] = mapped_column(default=Source.CHAT)
    claim: Mapped[str | None] = mapped_column(unique=True)  # hash of the code on a paper slip
    title: Mapped[str]
    text: Mapped[str]
    language: Mapped[str]  # in which it was written
    field: Mapped[str | None] = mapped_column(index=True)  # a topic: `field-mobility`, `group-energy`
    district: Mapped[str | None] = mapped_column(index=True)  # key of an Ortsteil, or `OTHER`
    latitude: Mapped[float | None] = mapped_column(Float)  # rounded, only where the idea needs its place, with a yes
    longitude: Mapped[float | None] = mapped_column(Float)
    picture: Mapped[str | None]  # name of a picture
    photo: Mapped[str | None]  # what the face knows the picture by, until it is fetched
    message: Mapped[int | None] = mapped_column(BigInteger)  # that its text came with: edits are offered as additions
    flags: Mapped[str] = mapped_column(default="")  # what the guard found and its author sends as it is, by blanks
    contest: Mapped[int | None] = mapped_column(index=True)  # in which it takes part
    category: Mapped[str] = mapped_column(default="")  # of the contest
    shortlisted: Mapped[bool] = mapped_column(default=False, server_default=false())  # by the jury
    prize: Mapped[int | None]  # its place among the prizes of the contest, from 1
    stage: Mapped[str] = mapped_column(default=Stage.RECEIVED)
    before: Mapped[str | None]  # the stage that a merge or a withdrawal ended
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("idea.id"), index=True)
    handed_in: Mapped[Moment]
    version: Mapped[int] = mapped_column(default=0)  # grows with every change: who decides sees what they decide on
    support: Mapped[int] = mapped_column(default=0, index=True)  # rows of supporters, kept with them
    carded: Mapped[int] = mapped_column(default=0, server_default="0")  # the support that stands on people's cards
    holder: Mapped[int | None]  # who of the staff holds it
    unit: Mapped[str] = mapped_column(default="")  # which office assesses it
    clock_began: Mapped[Moment | None]  # None: nothing is promised (any more)
    clock_days: Mapped[int] = mapped_column(default=0)  # working days promised
    clock_rested: Mapped[int] = mapped_column(default=0)  # working days that the clock stood
    clock_stands: Mapped[Moment | None]  # since when it stands: the author was asked back
    clock_round: Mapped[int] = mapped_column(default=0)  # grows with every new promise
    clock_told: Mapped[int] = mapped_column(default=0, server_default="0")  # the last reminder: 1000 x round + per cent
    asked_back: Mapped[str] = mapped_column(default="")  # what the author was asked
    reason: Mapped[str] = mapped_column(default="")  # why it was refused: a key of the catalogue
    mended: Mapped[bool] = mapped_column(default=False, server_default=false())  # once, after a refusal
    outcome: Mapped[str | None]  # what was decided
    answer: Mapped[str] = mapped_column(default="")  # and why, for everybody
    part_of: Mapped[str] = mapped_column(default="")  # project or measure
    when: Mapped[str] = mapped_column(default="")  # by when, in words
    decided: Mapped[Moment | None]
    asked_after: Mapped[Moment | None]  # when its people were asked what came of the decision: once
    reopened: Mapped[bool] = mapped_column(default=False, server_default=false())  # once, by its author


for when in ("after_insert", "after_update"):
    event.listen(IdeaRow, when, keep_words)


async def add(session: Session, row: IdeaRow) -> IdeaRow:
    """A new idea, with its number."""
    session.add(row)
    await session.flush()
    return row


async def numbered(session: Session, id: int) -> IdeaRow | None:
    """The idea of this number, held until the transaction ends; None if there is none."""
    chosen = select(IdeaRow).where(IdeaRow.id == id).with_for_update()
    return await session.scalar(chosen.execution_options(populate_existing=True))


async def look_at(session: Session, id: int) -> IdeaRow | None:
    """The idea of this number, held by nobody."""
    return await session.scalar(select(IdeaRow).where(IdeaRow.id == id))


async def claimable(session: Session, claim: str) -> IdeaRow | None:
    """The idea on paper whose code has this hash and that nobody has claimed, held; None if there is none."""
    chosen = select(IdeaRow).where(IdeaRow.claim == claim, IdeaRow.author.is_(None))
    return await session.scalar(chosen.with_for_update())


async def from_message(session: Session, address: str, message: int) -> IdeaRow | None:
    """The idea whose text came with this message of its author."""
    chosen = select(IdeaRow).where(IdeaRow.author == address, IdeaRow.message == message)
    return await session.scalar(chosen.order_by(IdeaRow.id.desc()).limit(1))


async def handed_in_by(session: Session, address: str) -> Sequence[IdeaRow]:
    """All ideas of an address, the newest first."""
    chosen = select(IdeaRow).where(IdeaRow.author == address)
    return list(await session.scalars(chosen.order_by(IdeaRow.id.desc())))


async def in_stages(session: Session, stages: Collection[Stage]) -> Sequence[IdeaRow]:
    """All ideas in one of these stages, the oldest first."""
    return list(await session.scalars(select(IdeaRow).where(IdeaRow.stage.in_(stages)).order_by(IdeaRow.id)))


async def wanting_pictures(session: Session) -> Sequence[tuple[int, str]]:
    """The ideas whose picture is still to be fetched: number, and what the face knows it by."""
    chosen = select(IdeaRow.id, IdeaRow.photo).where(IdeaRow.photo.is_not(None)).order_by(IdeaRow.id)
    return [(id, photo) for id, photo in await session.execute(chosen) if photo]


def is_shown() -> ColumnElement[bool]:
    """Whether everybody may see an idea, said so that the indexes are used."""
    return literal_column(f"idea.{_SHOWN}", Boolean)


def _conditions(field: str | None, district: str | None, words: str, contest: int | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [is_shown()]
    if field:
        conditions.append(IdeaRow.field == field)
    if district:
        conditions.append(IdeaRow.district == district)
    if contest is not None:
        conditions.append(IdeaRow.contest == contest)
    conditions.extend(having(IdeaRow.id, words_in(words)))
    return conditions


async def shown(
    session: Session,
    *,
    order: Order = Order.NEWEST,
    field: str | None = None,
    district: str | None = None,
    words: str = "",
    contest: int | None = None,
    skip: int = 0,
    most: int = 5,
) -> Sequence[IdeaRow]:
    """A page of what everybody may see. Each of `words` must begin a word of title or text."""
    chosen = select(IdeaRow).where(*_conditions(field, district, words, contest))
    first = (IdeaRow.support.desc(),) if order is Order.SUPPORTED else ()
    return list(await session.scalars(chosen.order_by(*first, IdeaRow.id.desc()).offset(skip).limit(most)))


async def count_shown(
    session: Session,
    *,
    field: str | None = None,
    district: str | None = None,
    words: str = "",
    contest: int | None = None,
) -> int:
    """How many ideas everybody may see, chosen as `shown` chooses."""
    conditions = _conditions(field, district, words, contest)
    return await session.scalar(select(func.count(IdeaRow.id)).where(*conditions)) or 0


def select_authors() -> Select[tuple[str]]:
    """Whoever has an idea under way, or will be asked what became of it, is not forgotten."""
    return select(IdeaRow.author).where(IdeaRow.author.is_not(None), IdeaRow.stage.in_((*UNDER_WAY, Stage.DECIDED)))  # type: ignore[return-value]


async def forget_person(session: Session, address: str) -> None:
    """Ideas of an address are nobody's any more; of what is not public nothing stays that anybody wrote."""
    unseen = (Stage.RECEIVED, Stage.MODERATION, Stage.REFUSED, Stage.WITHDRAWN)
    merged_unseen = (IdeaRow.stage == Stage.MERGED) & IdeaRow.before.in_(unseen)
    mine = IdeaRow.author == address
    hidden = list(await session.scalars(select(IdeaRow.id).where(mine, IdeaRow.stage.in_(unseen) | merged_unseen)))
    await session.execute(delete(IdeaWordRow).where(IdeaWordRow.idea.in_(hidden)))
    await lifelines.forget_words(session, hidden)
    await session.execute(
        update(IdeaRow)
        .where(IdeaRow.id.in_(hidden))
        .values(title="", text="", picture=None, photo=None, latitude=None, longitude=None,
                clock_began=None, asked_back="", answer="", flags="")
    )  # fmt: skip
    # A parting would bring it back: then it is withdrawn.
    await session.execute(update(IdeaRow).where(mine, merged_unseen).values(before=Stage.WITHDRAWN))
    await session.execute(update(IdeaRow).where(mine, IdeaRow.stage.in_(unseen)).values(stage=Stage.WITHDRAWN))
    await session.execute(update(IdeaRow).where(mine).values(author=None, message=None))


async def move(session: Session, old: str, new: str) -> None:
    """An address has changed."""
    await session.execute(update(IdeaRow).where(IdeaRow.author == old).values(author=new))


async def forget(session: Session, before: datetime) -> int:
    """Delete what was refused or withdrawn and lies still since before this moment; how many they were. What was merged
    into one of these stays, and leads nowhere any more."""
    lives = select(LifelineRow.idea).where(LifelineRow.at >= before)
    over = (
        IdeaRow.stage.in_((Stage.REFUSED, Stage.WITHDRAWN)),
        IdeaRow.handed_in < before,
        IdeaRow.id.not_in(lives),
    )
    gone = list(await session.scalars(select(IdeaRow.id).where(*over).order_by(IdeaRow.id).with_for_update()))
    await session.execute(update(IdeaRow).where(IdeaRow.merged_into.in_(gone)).values(merged_into=None))
    await session.execute(delete(IdeaRow).where(IdeaRow.id.in_(gone)))
    return len(gone)
