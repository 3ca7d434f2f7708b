"""The audit: who did what, when, to which object. No texts; kept for twelve months."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.tables import Base, Moment


class AuditRow(Base):
    """One deed."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[Moment] = mapped_column(index=True)
    who: Mapped[str]  # `staff:3`; `stranger` for somebody who had no right; `system`
    deed: Mapped[str]  # `announcement.released`, `staff.invited`, `denied`
    object: Mapped[str] = mapped_column(default="")  # `announcement:17`, `staff:4`, the name of a command


def note(session: Session, *, who: int | str, deed: str, object: str, now: datetime) -> None:  # noqa: A002 - its name
    """Write down a deed. `who` is the number of a member of the staff, or `stranger` or `system`."""
    session.add(AuditRow(at=now, who=f"staff:{who}" if isinstance(who, int) else who, deed=deed, object=object))


async def latest(session: Session, most: int, before: int | None = None) -> Sequence[AuditRow]:
    """The newest deeds, or those before this number: newest first."""
    chosen = select(AuditRow).order_by(AuditRow.id.desc()).limit(most)
    return list(await session.scalars(chosen.where(AuditRow.id < before) if before is not None else chosen))


async def forget(session: Session, before: datetime) -> int:
    """Delete deeds before this moment; how many they were."""
    result = await session.execute(delete(AuditRow).where(AuditRow.at < before))
    return int(result.rowcount)  # type: ignore[attr-defined]
