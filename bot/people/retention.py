"""What is over is forgotten: a question that nobody said yes to after a day of silence, receipts and parked updates
after 72 hours, feedback and deliveries after 30 days, the audit after a year, persons after 90 days of silence unless
they have subscribed to something, registered for an event, have an idea under way or support one, or are staff; drafts
of ideas after 14 days, refused and withdrawn ideas after 90, the number of an idea's card after two years. What
somebody needed at an event goes seven days after it, the registration after 90. Subscriptions of whoever cannot be
reached end after 30 days, the record of yes and no with the person.

`/datenschutz` says so.
"""

from datetime import datetime, timedelta

from bot.clock import Clock
from bot.delivery.kinds import Kind
from storage import (
    announcement_replies,
    audit,
    claim_tries,
    console,
    deliveries,
    entry_checks,
    event_drafts,
    event_wishes,
    events,
    feedback,
    idea_drafts,
    idea_strangers,
    idea_verdicts,
    ideas,
    invitations,
    parked,
    people,
    pictures,
    questions,
    receipts,
    registrations,
    reminding,
    shared_cards,
    subscriptions,
    supporters,
)  # fmt: skip
from storage.database import Database, Session
from storage.event_wishes import select_wishing
from storage.registrations import select_registered
from storage.staff import select_staff
from storage.subscriptions import select_subscribers

RECEIPTS_KEPT = timedelta(hours=72)
"""Longer than the 24 hours for which Telegram repeats an update."""
ASKED_KEPT = timedelta(days=1)
"""A question that shall be passed on and was never sent: from the person's last message on."""
PERSONS_KEPT = timedelta(days=90)
FEEDBACK_KEPT = timedelta(days=30)
DELIVERIES_KEPT = timedelta(days=30)
"""After their end; the sums of an announcement stay with it."""
NEEDS_KEPT = timedelta(days=7)
"""What somebody needed at an event, after its end."""
REGISTRATIONS_KEPT = timedelta(days=90)
"""After the event's end: so long its results may go to those who took part."""
IDEA_CARDS_KEPT = timedelta(days=730)
"""Cards of ideas: they grow as long as their ideas do."""
QUESTIONS_KEPT = timedelta(days=90)
UNREACHABLE_KEPT = timedelta(days=30)
"""Subscriptions of somebody who has blocked the assistant: so long they may come back and find all as it was."""
REPLIES_KEPT = timedelta(days=30)
AUDIT_KEPT = timedelta(days=365)
DOORS_KEPT = timedelta(days=7)
"""Invitations and nominations, links and sessions of the console, after which nobody asks any more."""

IDEA_DRAFTS_KEPT = timedelta(days=14)
CLAIM_TRIES_KEPT = timedelta(hours=2)
IDEAS_KEPT = timedelta(days=90)
"""After an idea was refused or withdrawn; what became public stays."""

PICTURES_KEPT = timedelta(days=1)
"""Which nothing shows and no draft wants: a stranger must not fill the room for them for long."""
CARDS_KEPT = timedelta(days=7)
"""In other people's chats, after what they show is over: so long they wait to be told so."""
CHECKS_ASKED_KEPT = timedelta(days=365)
"""That somebody was asked to check an entry."""
EVENT_DRAFTS_KEPT = timedelta(days=90)
"""Of the staff, after they were touched last."""
THROWN_AWAY_KEPT = timedelta(days=7)
"""Events that staff threw away before anybody knew of them: so long they can be restored."""


async def forget_what_is_over(database: Database, clock: Clock) -> None:
    """Delete what has outlived its purpose."""
    now = clock.now()
    async with database.writing() as session:
        await receipts.forget(session, before=now - RECEIPTS_KEPT, unseen_before=now - PERSONS_KEPT)
        await people.forget_asked(session, before=now - ASKED_KEPT)
        await parked.forget(session, before=now - RECEIPTS_KEPT)
        await subscriptions.forget_unreachable(session, before=now - UNREACHABLE_KEPT)
        await registrations.forget_needs(session, before=now - NEEDS_KEPT)
        await registrations.forget(session, before=now - REGISTRATIONS_KEPT)
        await event_wishes.forget(session, before=now - REGISTRATIONS_KEPT)
        needed = [
            select_subscribers(), select_staff(), select_registered(), select_wishing(), ideas.select_authors(),
            supporters.select_hearers(),
        ]  # fmt: skip
        await people.forget_idle(session, before=now - PERSONS_KEPT, needed=needed)
        await subscriptions.forget_strangers(session)
        await idea_strangers.forget_strangers(session)
        await feedback.forget(session, before=now - FEEDBACK_KEPT)
        await announcement_replies.forget(session, before=now - REPLIES_KEPT)
        await audit.forget(session, before=now - AUDIT_KEPT)
        await questions.forget(session, before=now - QUESTIONS_KEPT)
        await claim_tries.forget(session, before=now - CLAIM_TRIES_KEPT)
        await idea_drafts.forget(session, before=now - IDEA_DRAFTS_KEPT)
        await invitations.forget(session, before=now - DOORS_KEPT)
        await console.forget(session, before=now - DOORS_KEPT)
        await event_drafts.forget(session, before=now - EVENT_DRAFTS_KEPT)
        await events.forget_thrown_away(session, before=now - THROWN_AWAY_KEPT)
        await deliveries.forget(session, before=now - IDEA_CARDS_KEPT)
        await pictures.forget_unused(session, before=now - PICTURES_KEPT)
        await shared_cards.forget(session, before=now - CARDS_KEPT)
        await entry_checks.forget(session, before=now - CHECKS_ASKED_KEPT)
    async with database.writing() as session:  # ideas are held in the order of their numbers, so not after others
        await ideas.forget(session, before=now - IDEAS_KEPT)
    forgotten = True
    while forgotten:  # many at a time, and between them others may write
        async with database.writing() as session:
            forgotten = bool(await deliveries.forget(session, before=now - DELIVERIES_KEPT, kept=Kind.CARD))


async def forget_person(session: Session, address: str, now: datetime) -> None:
    """Delete all that is known of an address; what waits for it is withdrawn. Their place on the staff, if they have
    one, is not theirs to delete here."""
    await people.forget(session, address)
    await receipts.forget_person(session, address)
    await subscriptions.forget_person(session, address)
    await questions.forget_person(session, address)
    await reminding.forget_person(session, address)
    await idea_drafts.discard(session, address)
    await claim_tries.forget_person(session, address)
    await supporters.forget_person(session, address)
    await idea_verdicts.forget_person(session, address)
    await ideas.forget_person(session, address)
    await registrations.forget_person(session, address)
    await event_wishes.forget_person(session, address)
    await announcement_replies.forget_person(session, address)
    await invitations.forget_person(session, address)
    await deliveries.forget_person(session, address, now)
