"""Keeps true what was shared: a card in somebody's chat is changed when it is outdated, and says when it is over.

Changes are deliveries like any other, so they keep the pace, go behind answers, and wait when the face says so. Their
words are drawn when they leave.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.conversation.words import Reply
from bot.delivery.cards import Card, Living, dress, fingerprint
from bot.delivery.kinds import MANNERS, Kind
from bot.delivery.topics import Reason
from bot.on_its_own import on_its_own
from bot.texts import TextBook, Texts
from storage import deliveries, shared_cards
from storage.claims import Claimed
from storage.database import Database, Session
from storage.deliveries import Deed, Planned, State
from storage.errors import AlreadyTaken
from storage.shared_cards import SharedCardRow

MOST_REFUSED = 3
"""A card that could not be changed so often in a row is gone, or was deleted: nobody tells us."""
PAUSE = timedelta(hours=1)
"""Before a change is tried again that did not arrive."""
A_BATCH = 500

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class SharedCards:
    """`rooms` are by the word before the `_` in the ids of their cards."""

    database: Database
    clock: Clock
    zone: ZoneInfo
    textbook: TextBook
    rooms: Mapping[str, Living]

    async def share(self, message: str, chosen: str) -> None:
        """Somebody has put a card into a chat: `message` is its address there, `chosen` the id that was offered.

        What does not change with time is not noted. Raises Unreachable.
        """
        id, _, rest = chosen.partition(":")
        language, _, shown = rest.partition(":")
        texts = self.textbook.of(language)
        with suppress(AlreadyTaken):  # Telegram has told another replica as well
            async with self.database.writing() as session:
                now = self.clock.now()
                card = await self._card(session, id, texts, now)
                if card and card.until and card.until > now:
                    await shared_cards.add(
                        session, message=message, shows=id, language=texts.language, shown=shown, until=card.until
                    )

    async def run(self) -> None:
        """The tick: see what became of the last changes, and plan those that are due. Raises Unreachable."""
        now = self.clock.now()
        async with self.database.writing() as session:
            for row, state in await shared_cards.ended(session):
                with on_its_own("change of a card", row.id):
                    async with self.database.apart(session):
                        await self._note_end(session, row, state, now)
        async with self.database.reading() as session:
            kinds = await shared_cards.kinds(session)
        for shows, language in kinds:
            with on_its_own("cards", shows):
                async with self.database.writing() as session:
                    await self._look_after(session, shows, self.textbook.of(language), now)

    async def draw(self, session: Session, delivery: Claimed) -> Reply | None:
        """What a card says now; None: it is kept no more."""
        row = await shared_cards.at(session, delivery.address)
        if row is None:
            return None
        texts, now = self.textbook.of(row.language), self.clock.now()
        card = await self._card(session, row.shows, texts, now) or _nothing_left(row.shows, texts, now)
        return dress(card, texts, now, self.zone)

    async def _note_end(self, session: Session, row: SharedCardRow, state: State, now: datetime) -> None:
        row.under_way = False
        if state is State.SENT:
            row.refused, row.not_before = 0, None
            if row.last:
                await shared_cards.drop(session, row, now)
            return
        row.refused += 1
        row.shown, row.not_before = "", now + PAUSE
        if row.refused >= MOST_REFUSED or state is State.UNREACHABLE:
            log.info("card_dropped", card=row.id, state=state)
            await shared_cards.drop(session, row, now)

    async def _look_after(self, session: Session, shows: str, texts: Texts, now: datetime) -> None:
        card = await self._card(session, shows, texts, now) or _nothing_left(shows, texts, now)
        if card.until is None or card.is_settling:
            return
        await shared_cards.last_until(session, shows, card.until)
        says = fingerprint(card.reply)
        if card.until <= now:  # whose last word is there already needs no change
            for row in await shared_cards.up_to_date(session, shows, texts.language, says, A_BATCH):
                await shared_cards.drop(session, row, now)
        planned = []
        for row in await shared_cards.outdated(session, shows, texts.language, says, now, A_BATCH):
            row.edits += 1
            row.shown, row.under_way, row.last = says, True, card.until <= now
            planned.append(
                Planned(
                    occasion=row.occasion,
                    address=row.message,
                    kind=Kind.SHARED,
                    reason=Reason.SHARED,
                    priority=MANNERS[Kind.SHARED].priority,
                    not_before=now,
                    deed=Deed.EDIT,
                )
            )
        await deliveries.plan(session, planned, now)

    async def _card(self, session: Session, id: str, texts: Texts, now: datetime) -> Card | None:
        name, _, argument = id.partition("_")
        room = self.rooms.get(name)
        return await room.show(session, argument, texts, now) if room else None


def _nothing_left(shows: str, texts: Texts, now: datetime) -> Card:
    """What was shared is no more: its last word."""
    return Card(id=shows, reply=Reply(text=texts.say("inline.gone")), hint="", until=now)
