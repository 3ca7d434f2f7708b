"""All pumps together: one for each face, the words of every occasion, the ticks that keep them going."""

import asyncio
from collections.abc import Mapping, Sequence

from bot.clock import Clock
from bot.delivery.carrier import Carrier, Draw
from bot.delivery.pump import Frame, Pump
from storage.database import Database


class PostOffice:
    """Sends what the ledger holds. `pumps` are by face: each has a tick of its own, so that none is behind another."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        carriers: Sequence[Carrier],
        draws: Mapping[str, Draw],
        frame: Frame = lambda _, reply: reply,
    ) -> None:
        self.pumps = {carrier.face: Pump(database, clock, carrier, draws, frame) for carrier in carriers}

    async def run(self) -> None:
        """Send by all faces until nothing is due. Raises Unreachable."""
        await asyncio.gather(*(pump.run() for pump in self.pumps.values()))

    async def sweep(self) -> None:
        """The tick that looks after what dead processes left behind. Raises Unreachable."""
        for pump in self.pumps.values():
            await pump.sweep()

    async def stop(self) -> None:
        """Let what is under way come to its end, give the rest back; within some seconds."""
        await asyncio.gather(*(pump.stop() for pump in self.pumps.values()))
