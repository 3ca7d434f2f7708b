"""The tick that plans what events have to say, and the words of it when it leaves.

Planning repeats itself without harm: occasions are unique in the ledger, and a replica that comes second finds all
done. From there reminders travel like every delivery.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.conversation.words import Reply
from bot.delivery.carrier import Draw
from bot.delivery.kinds import MANNERS
from bot.delivery.kinds import Kind as DeliveryKind
from bot.delivery.topics import Reason
from bot.events.changing import Change, changes
from bot.events.closing import RESULTS, tell_results
from bot.events.event import PUBLIC, Event, Kind, of_use_until
from bot.events.planning import LONGEST_DELAY, due
from bot.events.pushes import Push, What
from bot.events.rows import from_row, from_wish
from bot.events.saying import remind, tell_change
from bot.events.saying_seats import for_one
from bot.texts import TextBook, Texts
from storage import deliveries, events, registrations, reminding
from storage.claims import Claimed
from storage.database import Database, Session
from storage.deliveries import Planned
from storage.errors import AlreadyTaken
from storage.events import EventRow
from storage.registrations import LIVE

MARK = "reminders"
CHANGES = {what.value: what for what in What if what is not What.REMINDER}

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Reminders:
    """Plans what is due of events, and draws it."""

    database: Database
    clock: Clock
    zone: ZoneInfo
    textbook: TextBook

    async def run(self) -> None:
        """The tick: changes that have settled, reminders whose time has come. Raises Unreachable."""
        try:
            async with self.database.writing() as session:
                await self._plan(session)
        except AlreadyTaken:
            log.info("reminders_planned_elsewhere")  # by another replica; what is left is met at the next tick

    def draws(self) -> Mapping[str, Draw]:
        """The words of every occasion of events, by its first part."""
        return {kind.value: self.draw for kind in Kind}

    async def draw(self, session: Session, delivery: Claimed) -> Reply | None:
        """The words as they are true when they leave; None: there is nothing to say any more."""
        number, what, again = read_occasion(delivery.occasion)
        row = await events.look_at(session, number)
        if row is None or row.status not in PUBLIC:
            return None
        event, texts = from_row(row), self.textbook.of(delivery.language)
        registration = await registrations.of(session, number, delivery.address)
        takes_part = registration is not None and registration.state in LIVE
        if delivery.reason == Reason.REGISTERED and not takes_part:
            return None  # they have cancelled meanwhile
        if what == RESULTS:
            return tell_results(texts, event, self.zone)
        if what not in CHANGES:
            stands = not event.is_cancelled and max(1, again) == event.dates + 1
            reply = remind(texts, event, what, self.zone) if stands else None
        else:
            reply = await self._change(session, event, texts, CHANGES[what], again)
        return reply and for_one(reply, texts, event, CHANGES.get(what, What.REMINDER), delivery.reason, registration)

    async def _change(self, session: Session, event: Event, texts: Texts, what: What, number: int) -> Reply | None:
        old = await events.change_numbered(session, int(event.id), number)
        if old is None or event.is_cancelled is not (what is What.CANCELLED):
            return None
        if what is What.MOVED and (old.starts, old.ends, old.place) == (event.start, event.end, event.place):
            return None
        matters = max(of_use_until(event.kind, old.starts, old.ends), event.of_use_until)
        if matters <= self.clock.now():
            return None  # moved once more while they slept: what they know and what holds are both behind them
        return tell_change(texts, event, what, old, self.zone)

    async def _plan(self, session: Session) -> None:
        now = self.clock.now()
        mark = await reminding.mark(session, MARK)
        since = min(mark or now, now) - LONGEST_DELAY
        rows = {str(row.id): row for row in await events.not_over(session, PUBLIC, since)}
        standing = [from_row(row) for row in rows.values()]
        subscriptions = [from_wish(wish) for wish in await reminding.wishes(session)] if rows else []
        for change in changes(standing, subscriptions, now, self.zone):
            await self._tell(session, rows[change.event.id], change)
        await session.flush()
        told = [from_row(row) for row in rows.values()]
        await self._write(session, due(told, subscriptions, mark or now, now, LONGEST_DELAY, self.zone))
        await reminding.set_mark(session, MARK, now)

    async def _tell(self, session: Session, row: EventRow, change: Change) -> None:
        """Write who is told of a change; from now on that is what people know."""
        now, event = self.clock.now(), change.event
        if change.what is not None:
            await self._clear(session, event, change.what)
            moves = f"{event.occasion}:{What.MOVED}:"
            wait = await reminding.waiting_at(session, moves)
            await self._write(session, [push for push in change.pushes if push.subscription.address not in wait])
            for push in change.pushes:
                if push.subscription.address in wait:  # the new date may be too near to sleep over it
                    await reminding.hasten(session, moves, push.subscription.address, push.leaves, push.lapses)
            await events.note_change(session, row, event.changes + 1)
            row.changes += 1
            row.told_at = now
        row.dates += _has_new_date(event)  # also of what is cancelled: it may be on again, at that date
        row.told_starts, row.told_ends, row.told_place = event.start, event.end, event.place
        row.told_cancelled = event.is_cancelled
        row.changed = None

    async def _clear(self, session: Session, event: Event, what: What) -> None:
        """What waits and is wrong now shall not leave. Who waits for word of an earlier move hears of both in one."""
        now = self.clock.now()
        kept = [f"{event.occasion}:{What.MOVED}:"] if what is What.MOVED else []
        if what is not What.MOVED or _has_new_date(event):
            await reminding.withdraw_waiting(session, f"{event.occasion}:", now, "outdated", but_for=kept)

    async def _write(self, session: Session, pushes: Sequence[Push]) -> None:
        now = self.clock.now()
        late: defaultdict[str, list[Planned]] = defaultdict(list)
        ready: list[Planned] = []
        for push in pushes:
            kind = DeliveryKind.REMINDER if push.what is What.REMINDER else DeliveryKind.APPOINTMENT
            row = Planned(
                occasion=push.occasion,
                address=push.subscription.address,
                kind=kind,
                reason=push.reason,
                priority=MANNERS[kind].priority,
                not_before=push.leaves,
                language=push.subscription.language,
                again=MANNERS[kind].again,
                lapses=now if push.lapsed else push.lapses,
            )
            (late[push.lapsed] if push.lapsed else ready).append(row)
        await deliveries.plan(session, ready, now)
        lapsed = await reminding.plan_lapsed(session, late, now)
        if lapsed:
            log.warning("reminders_lapsed", count=lapsed, reasons=sorted(late))


def read_occasion(occasion: str) -> tuple[int, str, int]:
    """The number of the event, what is said of it, and which of several; 0: the first. `workshop:17:one-day:2`."""
    _, number, what, *again = occasion.split(":")
    return int(number), what, int(again[0]) if again else 0


def _has_new_date(event: Event) -> bool:
    """Whether people were told another date than holds now: what a consultation is reminded of hangs on its end too."""
    if event.told is None:
        return False
    new_end = event.kind is Kind.CONSULTATION and event.told.end != event.end
    return event.told.start != event.start or new_end
