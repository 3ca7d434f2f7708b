"""The database as a test reads it: from outside the process, through the tables alone."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import NullPool, create_engine, select, update
from sqlalchemy.orm import Session

from storage.deliveries import DeliveryRow
from storage.parked import ParkedRow
from storage.people import PersonRow
from storage.receipts import ReceiptRow
from storage.tables import Base


class Books:
    """Reads what was kept. `url` as the assistant gets it."""

    def __init__(self, url: str) -> None:
        drivers = {"sqlite+aiosqlite": "sqlite", "postgresql": "postgresql+psycopg"}
        scheme, _, rest = url.partition("://")
        self._engine = create_engine(f"{drivers.get(scheme, scheme)}://{rest}", poolclass=NullPool)

    def receipts(self) -> Sequence[ReceiptRow]:
        """The receipts of all updates that were taken."""
        return self._all(ReceiptRow)

    def people(self) -> Sequence[PersonRow]:
        """Everybody who was met."""
        return self._all(PersonRow)

    def parked(self) -> Sequence[ParkedRow]:
        """The updates that could not be read."""
        return self._all(ParkedRow)

    def deliveries(self) -> Sequence[DeliveryRow]:
        """What is in the ledger."""
        return self._all(DeliveryRow)

    def everything(self) -> dict[str, list[Any]]:
        """All rows of all tables, to compare before and after."""
        with self._engine.connect() as connection:
            return {
                table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
                for table in Base.metadata.sorted_tables
            }

    def time_passes(self, seconds: float) -> None:
        """As if the assistant had lain dead for so long: what it noted with a time lies further back.

        Only while no process runs. A process that starts knows the time from its clock and these notes alone, so for
        it this is the same as if we had waited.
        """
        span = timedelta(seconds=seconds)
        with Session(self._engine) as session, session.begin():
            for row in session.scalars(select(ReceiptRow).where(ReceiptRow.leased_until.is_not(None))):
                session.execute(
                    update(ReceiptRow)
                    .where(ReceiptRow.id == row.id)
                    .values(leased_until=row.leased_until - span, taken=row.taken - span)  # type: ignore[operator]
                )
            for delivery in session.scalars(select(DeliveryRow).where(DeliveryRow.leased_until.is_not(None))):
                delivery.leased_until = delivery.leased_until - span  # type: ignore[operator]

    def _all(self, kind: type[Any]) -> Sequence[Any]:
        with Session(self._engine) as session:
            return session.scalars(select(kind).order_by(kind.id)).all()
