"""The receipts that this process holds, and until when they are its own to send.

A lease lies in the database as well, where other replicas see it. Both are changed together, one change at a time:
whoever finds another time there than it wrote has lost the replies to another replica.
"""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.clock import Clock
from storage import receipts
from storage.database import Database
from storage.receipts import LEASE, Waiting

MARGIN = timedelta(seconds=15)
"""A lease with less left than this is renewed before sending: longer than one call may take."""


class Leases:
    """Held from `hold` until `let_go`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._held: dict[int, datetime] = {}
        self._one_change = asyncio.Lock()

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, receipt: object) -> bool:
        return receipt in self._held

    def hold(self, waiting: Waiting) -> None:
        """These replies were given to us."""
        self._held[waiting.id] = waiting.leased_until

    def let_go(self, receipt: int) -> None:
        """They are out, or somebody else's."""
        self._held.pop(receipt, None)

    async def is_ours(self, receipt: int) -> bool:
        """For long enough to send: a lease that is running out is renewed. False if another replica has taken over."""
        if not self._lasts(receipt):
            await self._renew([receipt])
        return self._lasts(receipt)

    async def renew_all(self) -> None:
        """Keep what waits here, so that nobody takes it over."""
        await self._renew(self._held)

    async def postpone(self, receipt: int, wait: timedelta) -> None:
        """Nothing leaves before `wait` is over."""
        until = self._clock.now() + wait + LEASE
        async with self._one_change, self._database.writing() as session:
            await receipts.postpone(session, receipt, until)
            self._held[receipt] = until

    async def record_doubt(self, receipt: int) -> None:
        """A sending ended without an answer."""
        until = self._clock.now() + LEASE
        async with self._one_change, self._database.writing() as session:
            await receipts.record_doubt(session, receipt, until)
            self._held[receipt] = until

    def _lasts(self, receipt: int) -> bool:
        return self._held[receipt] - self._clock.now() > MARGIN

    async def _renew(self, ids: Iterable[int]) -> None:
        async with self._one_change:
            now = self._clock.now()
            ending = {id: until for id in ids if (until := self._held.get(id)) and until - now <= MARGIN}
            if not ending:
                return
            async with self._database.writing() as session:
                ours = [id for id, until in ending.items() if await receipts.renew(session, id, until, now + LEASE)]
            self._held.update((id, now + LEASE) for id in ours if id in self._held)
