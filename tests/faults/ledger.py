"""The checker: what was attempted, acknowledged and delivered, and so what was lost, duplicated or unexpected.

Jepsen's words for a queue. *Attempted* is what people wrote and Telegram offered, *acknowledged* what the assistant
confirmed (offset moved, 200 given), *delivered* what Telegram recorded. Each person writes once, so a person stands
for an update; what each is owed stands in the receipt.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Self

from storage.receipts import ReceiptRow
from tests.fakes.telegram import FakeTelegram


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """The sums. A person is lost who is owed more different messages than arrived."""

    attempted: int
    acknowledged: int
    lost: int
    duplicated: int
    unexpected: int
    recovered: int
    most_copies: int

    @classmethod
    def of(
        cls,
        telegram: FakeTelegram,
        attempted: Iterable[int],
        receipts: Iterable[ReceiptRow],
        apart: Collection[int] = (),
    ) -> Self:
        """Add up. `attempted` are the chats whose messages were offered, one each; chats `apart` don't count."""
        offered = set(attempted)
        waiting = {_chat_of(entry.content) for entry in telegram.updates.waiting.values()}
        acknowledged = offered - waiting
        sent = Counter(
            (call.chat_id, call.raw["text"])
            for call in telegram.calls("sendMessage")
            if call.took_effect and call.chat_id not in apart
        )
        arrived = Counter(chat for chat, _ in sent)
        owed = Counter({chat: max(1, count) for chat, count in _owed(receipts).items()})
        return cls(
            attempted=len(offered),
            acknowledged=len(acknowledged),
            lost=sum(arrived[chat] < max(1, owed[chat]) for chat in acknowledged),
            duplicated=sum(copies - 1 for copies in sent.values()),
            unexpected=sum(chat not in offered or arrived[chat] > max(1, owed[chat]) for chat in arrived),
            recovered=sum(chat in offered - acknowledged for chat in arrived),
            most_copies=max(sent.values(), default=0),
        )

    def __str__(self) -> str:
        return (
            f"{self.attempted} attempted, {self.acknowledged} acknowledged: {self.lost} lost, "
            f"{self.duplicated} duplicated (at most {self.most_copies} copies), {self.unexpected} unexpected"
        )


def _owed(receipts: Iterable[ReceiptRow]) -> Counter[int]:
    """How many messages each chat is owed: as many as its receipts say are out, or still wait."""
    owed: Counter[int] = Counter()
    for row in receipts:
        owed[int(row.address.partition(":")[2])] += max(row.done, len(row.replies or []))
    return owed


def _chat_of(update: object) -> int | None:
    if not isinstance(update, dict):
        return None
    message = update.get("message")
    return message["chat"]["id"] if isinstance(message, dict) else None
