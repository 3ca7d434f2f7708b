"""All pumps together: one for each face, the words of every occasion, the ticks that keep them going."""

import asyncio
from collections.abc import Mapping, Sequence

from bot.clock import Clock
from bot.delivery.carrier import Carrier, Draw
from bot.delivery.pump import Frame, Pump
from storage.database import Database


class PostOffice:
    """Sends what the ledger holds."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        carriers: Sequence[Carrier],
        draws: Mapping[str, Draw],
        frame: Frame = lambda _, reply: reply,
    ) -> None:
        self._pumps = [Pump(database, clock, carrier, draws, frame) for carrier in carriers]

    async def run(self) -> None:
        """The tick that sends; each face at its own pace, none behind another. Raises Unreachable."""
        await asyncio.gather(*(pump.run() for pump in self._pumps))

    async def sweep(self) -> None:
        """The tick that looks after what dead processes left behind. Raises Unreachable."""
        for pump in self._pumps:
            await pump.sweep()

    async def stop(self) -> None:
        """Let what is under way come to its end, give the rest back."""
        await asyncio.gather(*(pump.stop() for pump in self._pumps))
