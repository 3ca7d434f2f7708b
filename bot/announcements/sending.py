"""While it goes out: the start, pause, resume, cancel, the message that edits itself, the end with its sums.

What the clock does is done by a tick on any replica. Every step is one transaction that begins with a guarded change,
so it does not matter how many replicas tick.
"""

from datetime import datetime, timedelta

import structlog

from bot.announcements import lifecycle
from bot.announcements.audience import plan_for
from bot.announcements.lifecycle import Deed, Refusal, State
from bot.announcements.live import show
from bot.announcements.office import Office, keys_of, member_of, occasion_of, settle, standing_of, tell
from bot.announcements.showing import look, name_of
from bot.clock import Clock
from bot.conversation.words import Button, Reply, reference
from bot.on_its_own import on_its_own
from storage import announcements, audit, deliveries, occasions
from storage.announcements import AnnouncementRow
from storage.database import Database, Session
from storage.deliveries import State as Delivered
from storage.staff import StaffRow
from storage.subscriptions import select_reachable

EVERY = timedelta(seconds=5)
"""So often the message that shows how far it is changes."""
WORKING = (State.HELD, State.SCHEDULED, State.SENDING, State.PAUSED)
LATEST = timedelta(hours=6)
"""A planned hour that was missed by more than this (the program was down) is not made up for: it is a draft again."""

log = structlog.get_logger()


async def tick(database: Database, clock: Clock, office: Office) -> None:
    """What the clock has to do, each announcement in a transaction of its own. Raises Unreachable."""
    async with database.reading() as session:
        rows = await announcements.at_work(session, WORKING, State.CANCELLED)
        ids = [row.id for row in rows if _is_due(row, clock.now())]
    for id in ids:
        with on_its_own("announcement", id):
            async with database.writing() as session:
                row = await announcements.numbered(session, id)
                if row:
                    await look_after(session, office, row, clock.now())


async def look_after(session: Session, office: Office, row: AnnouncementRow, now: datetime) -> None:
    """One announcement: does its hold end, has its hour come, how far is it?"""
    if row.state in {State.HELD, State.SCHEDULED}:
        await _pass_time(session, office, row, now)
        return
    if not await announcements.take_showing(session, row, now - EVERY, now):
        return
    if row.state == State.PAUSED:
        await deliveries.pause(session, occasion_of(row))  # what was under way and came back waits as well
    elif row.state == State.CANCELLED:
        await deliveries.withdraw(session, now, occasion=occasion_of(row), trouble="cancelled")
    elif await occasions.count_paused(session, occasion_of(row)):
        await _stopped_by_ledger(session, office, row, now)
    await _finish_if_over(session, office, row, now)
    await show(session, office, row, now)


async def pause(
    session: Session, office: Office, member: StaffRow, row: AnnouncementRow, now: datetime
) -> Refusal | None:
    """Nothing more leaves, but for the chunk under way."""
    new = lifecycle.step(Deed.PAUSE, standing_of(row), member_of(member))
    refused = await settle(session, row, new, now, who=member.id, deed="paused", trouble=None)
    if refused is None:
        await deliveries.pause(session, occasion_of(row))
        await show(session, office, row, now)
    return refused


async def resume(
    session: Session, office: Office, member: StaffRow, row: AnnouncementRow, now: datetime
) -> Refusal | None:
    """It goes on."""
    new = lifecycle.step(Deed.RESUME, standing_of(row), member_of(member))
    refused = await settle(session, row, new, now, who=member.id, deed="resumed", trouble=None)
    if refused is None:
        await deliveries.resume(session, occasion_of(row))
        await show(session, office, row, now)
    return refused


async def cancel(
    session: Session, office: Office, member: StaffRow, row: AnnouncementRow, now: datetime
) -> Refusal | None:
    """Whoever has not got it does not get it. The sums are closed when what is under way has come to its end."""
    new = lifecycle.step(Deed.CANCEL, standing_of(row), member_of(member))
    refused = await settle(session, row, new, now, who=member.id, deed="cancelled", trouble=None, shown=None)
    if refused is None:
        await deliveries.withdraw(session, now, occasion=occasion_of(row), trouble="cancelled")
        await show(session, office, row, now)
    return refused


async def send_uncertain_again(
    session: Session, office: Office, member: StaffRow, row: AnnouncementRow, now: datetime
) -> Refusal | None:
    """What may not have arrived goes out once more, and says so; not to whoever has said stop meanwhile."""
    new = lifecycle.step(Deed.SEND_AGAIN, standing_of(row), member_of(member))
    if isinstance(new, Refusal):
        return new
    if not await deliveries.send_uncertain_again(session, occasion_of(row), now, only=select_reachable()):
        return Refusal.NOBODY
    return await settle(session, row, new, now, who=member.id, deed="sent_again", finished=None, shown=None)


def _is_due(row: AnnouncementRow, now: datetime) -> bool:
    """Whether there may be something to do: most ticks need not write. Pure."""
    if row.state in {State.HELD, State.SCHEDULED}:
        return lifecycle.pass_time(standing_of(row), now).state != row.state
    return row.shown is None or row.shown <= now - EVERY


async def _pass_time(session: Session, office: Office, row: AnnouncementRow, now: datetime) -> None:
    standing = standing_of(row)
    new = lifecycle.pass_time(standing, now)
    if new.state is standing.state:
        return
    if new.state is State.SCHEDULED:
        if await settle(session, row, new, now, who="system", deed="scheduled") is None:
            await show(session, office, row, now)
        return
    if now - max(moment for moment in (standing.starts, standing.hold_until, row.written) if moment) > LATEST:
        missed = lifecycle.miss(standing)
        if await settle(session, row, missed, now, who="system", deed="missed") is None:
            await _tell_both(session, office, row, "announce.missed", f"missed:{row.id}:{row.run}", now)
        return
    planned = await plan_for(session, office, row, now)
    started = await settle(
        session, row, new, now, who="system", deed="started", begun=now, audience=len(planned), shown=None
    )
    if started is None:
        await deliveries.plan(session, planned, now)
        await show(session, office, row, now)


async def _stopped_by_ledger(session: Session, office: Office, row: AnnouncementRow, now: datetime) -> None:
    """The ledger stops what is refused again and again. Both are told why."""
    refused = {
        reason: number
        for (state, reason), number in (await occasions.count_troubles(session, occasion_of(row))).items()
        if state is Delivered.FAILED
    }
    reason = max(refused, key=lambda each: refused[each], default="")
    new = lifecycle.stop_by_ledger(standing_of(row))
    if await settle(session, row, new, now, who="system", deed="paused", trouble=reason) is None:
        await deliveries.pause(session, occasion_of(row))
        await _tell_both(session, office, row, "announce.trouble", f"trouble:{row.id}:{int(now.timestamp())}", now)


async def _finish_if_over(session: Session, office: Office, row: AnnouncementRow, now: datetime) -> None:
    figures = await look(session, row, now)
    if figures.left or figures.delayed:
        return
    totals = dict(await deliveries.account(session, occasion_of(row)))
    if row.state == State.CANCELLED:
        await announcements.change(session, row, finished=now, totals=totals)
        audit.note(session, who="system", deed="announcement.closed", object=occasion_of(row), now=now)
    elif await settle(
        session,
        row,
        lifecycle.finish(standing_of(row)),
        now,
        who="system",
        deed="finished",
        finished=now,
        totals=totals,
    ):
        return
    for key in await keys_of(session, row):
        texts = await office.texts_for(session, key.address)
        said = texts.say("announce.over", name=name_of(texts, row), sent=figures.sent, audience=figures.audience)
        button = Button(label=texts.say("button.report"), reference=reference("announce", f"{row.id}:report"))
        occasion = f"over:{row.id}:{row.run}:{int(now.timestamp())}"
        await tell(session, key.address, occasion, Reply(text=said, buttons=[button]), now)


async def _tell_both(
    session: Session, office: Office, row: AnnouncementRow, key: str, occasion: str, now: datetime
) -> None:
    for member in await keys_of(session, row):
        texts = await office.texts_for(session, member.address)
        said = texts.say(key, name=name_of(texts, row), reason=row.trouble or "–")
        await tell(session, member.address, occasion, Reply(text=said), now)
