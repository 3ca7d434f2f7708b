"""Announcements straight into the ledger, and the checker: what the ledger says against what Telegram recorded."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from bot.conversation.words import Reply
from bot.delivery.kinds import MANNERS, Kind
from storage import deliveries
from storage.database import Database
from storage.deliveries import DeliveryRow, Planned, State
from tests.fakes.telegram import FakeTelegram

ENDS = frozenset(State) - {State.WAITING, State.CLAIMED, State.SENDING}


async def announce(url: str, number: int, chats: Collection[int], kind: Kind = Kind.NEWS) -> None:
    """Plan one announcement for all of them, as its release would."""
    database = Database(url)
    await database.migrate()
    now = datetime.now(UTC)
    content = Reply(text=f"Rundruf {number}").as_data()
    async with database.writing() as session:
        await deliveries.plan(
            session,
            (
                Planned(
                    occasion=f"announcement:{number}", address=f"telegram:{chat}", kind=kind, reason="all",
                    priority=MANNERS[kind].priority, again=MANNERS[kind].again, not_before=now, content=content,
                )
                for chat in chats
            ),
            now,
        )  # fmt: skip
    await database.close()


def is_over(rows: Iterable[DeliveryRow]) -> bool:
    """Whether every delivery has come to its end."""
    return all(row.state in ENDS for row in rows)


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """The sums. Lost: said to be sent, and never arrived, or not at its end; doubled: arrived twice."""

    audience: int
    sent: int
    uncertain: int
    lost: int
    doubled: int
    unexpected: int

    @classmethod
    def of(cls, telegram: FakeTelegram, rows: Collection[DeliveryRow]) -> Self:
        """Add up what the ledger says and what arrived."""
        arrived = Counter(
            (call.chat_id, call.raw["text"])
            for call in telegram.calls("sendMessage")
            if call.took_effect and call.raw["text"].startswith("Rundruf ")
        )
        owed = {(int(row.address.partition(":")[2]), f"Rundruf {row.occasion.partition(':')[2]}"): row for row in rows}
        return cls(
            audience=len(owed),
            sent=sum(row.state == State.SENT for row in rows),
            uncertain=sum(row.state == State.UNCERTAIN for row in rows),
            lost=sum(
                row.state not in ENDS or (row.state == State.SENT and not arrived[key]) for key, row in owed.items()
            ),
            doubled=sum(copies > 1 for copies in arrived.values()),
            unexpected=sum(key not in owed or owed[key].state not in {State.SENT, State.UNCERTAIN} for key in arrived),
        )

    def __str__(self) -> str:
        return (
            f"{self.audience} deliveries: {self.sent} sent, {self.uncertain} uncertain; {self.lost} lost, "
            f"{self.doubled} doubled, {self.unexpected} unexpected"
        )
