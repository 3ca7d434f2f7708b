"""What came of an event: written by staff, told once to those who took part."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.conversation.words import Reply
from bot.delivery.kinds import Kind as DeliveryKind
from bot.delivery.planning import schedule
from bot.delivery.topics import Reason
from bot.events import deeds
from bot.events.about import link_minutes, say_results
from bot.events.event import Event, Status
from bot.events.running import Refusal, refuse
from bot.events.saying import say_when
from bot.texts import Texts
from storage import audit, deliveries, registrations, subscriptions
from storage.database import Session
from storage.events import EventRow
from storage.staff import StaffRow

RESULTS = "results"
"""The last part of the occasion: `workshop:17:results`."""
OF_USE = timedelta(days=30)


async def close(
    session: Session, member: StaffRow, row: EventRow, event: Event, now: datetime, zone: ZoneInfo
) -> Refusal | None:
    """It is over, and these are its results. Who took part hears of them the first time; later changes are not pushed.

    Held until the transaction ends by whoever calls (`events.numbered`), so that two who close at once tell it once.
    """
    if refused := refuse("close", row, now):
        return refused
    if not event.results:
        return Refusal.NOT_NOW
    sequence, is_first = row.sequence, row.closed is None
    await deeds.change(session, row, replace(event, status=Status.OVER), now)
    if row.sequence == sequence:
        return Refusal.SAME
    if is_first:
        row.closed = now
        await _tell(session, row, event, now, zone)
    deed = "closed" if is_first else "results_changed"
    audit.note(session, who=member.id, deed=f"event.{deed}", object=f"event:{row.id}", now=now)
    return None


def tell_results(texts: Texts, event: Event, zone: ZoneInfo) -> Reply:
    """The words of the results, for those who took part."""
    title = texts.say("event.results", title=event.in_words(texts.language).title)
    lines = say_results(texts, event)
    return Reply(
        title=title, text="\n\n".join([say_when(texts, event, zone), *lines]), links=link_minutes(texts, event)
    )


async def _tell(session: Session, row: EventRow, event: Event, now: datetime, zone: ZoneInfo) -> None:
    """A delivery for everybody with a seat whom messages reach."""
    seated = await registrations.addresses_with_seat(session, row.id)
    recipients = await subscriptions.recipients_at(session, seated, Reason.REGISTERED)
    planned = schedule(
        occasion=f"{event.kind}:{row.id}:{RESULTS}",
        kind=DeliveryKind.NOTICE,
        recipients=recipients,
        counts={},
        at=now,
        zone=zone,
        lapses=now + OF_USE,
    )
    await deliveries.plan(session, planned, now)
