"""What stands around a town that lives through weeks: a face that notes what it is given, and what all towns saw."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from bot.conversation.words import Reply
from bot.delivery.outcomes import Outcome, Sent
from storage.claims import Claimed

FACE = "weeks"


class Carrier:
    """Notes what it is given; may be told to stand still in the middle of it."""

    face = FACE
    apart: timedelta | None = None
    repeatable = False

    def __init__(self) -> None:
        self.carried: list[tuple[Claimed, Reply]] = []
        self.dies: str | None = None
        self.dying = asyncio.Event()
        self.dead = asyncio.Event()

    async def make_way(self) -> bool:
        return True

    async def carry(self, delivery: Claimed, reply: Reply) -> Outcome:
        if self.dies != "before":
            self.carried.append((delivery, reply))
        if self.dies:
            self.dying.set()
            await self.dead.wait()
        return Sent(message=delivery.id)


@dataclass
class Figures:
    """What a run has seen, all towns together."""

    towns: int = 0
    lived: timedelta = timedelta(0)
    ticks: int = 0
    sent: int = 0
    changes: int = 0
    lapsed: int = 0
    repeated: int = 0
    latest: timedelta = timedelta(0)

    def __str__(self) -> str:
        return (
            f"{self.lived / timedelta(days=7):.0f} weeks of {self.towns} towns, {self.ticks} ticks: {self.sent}"
            f" messages ({self.changes} of changes), {self.lapsed} lapsed, {self.repeated} once more after a kill;"
            f" 0 lost, 0 doubled, 0 after the beginning; latest {self.latest.total_seconds():.0f} s after it was due"
        )
