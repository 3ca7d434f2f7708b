"""Afterwards: a correction in every message, a recall, a note to exactly those who got it.

A correction and a note are texts, so a second person releases them; a recall is not, and waits for nobody.
"""

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.announcements import lifecycle
from bot.announcements.checking import find_missing
from bot.announcements.content import Content, Variant
from bot.announcements.lifecycle import Deed, Refusal, State
from bot.announcements.office import Office, content_of, member_of, occasion_of, settle, standing_of, tell
from bot.announcements.reaching import What, lay_out
from bot.announcements.showing import name_of
from bot.conversation.rights import Right, may
from bot.conversation.words import Button, Reply, reference
from bot.delivery.kinds import Kind
from bot.delivery.moments import first_allowed
from knowledge.entries import Language
from storage import announcements, audit, deliveries, occasions, staff, subscriptions
from storage.announcements import AnnouncementRow, FollowupRow
from storage.database import Session
from storage.deliveries import Deed as Done
from storage.deliveries import DeliveryRow
from storage.deliveries import State as Delivered
from storage.staff import StaffRow

ALLOWED = {What.CORRECTION: Deed.CORRECT, What.NOTE: Deed.NOTE, What.RECALL: Deed.RECALL}


def occasion_after(followup: FollowupRow) -> str:
    """The occasion of its deliveries."""
    number = "" if followup.deed == What.RECALL else f":{followup.number}"
    return f"announcement:{followup.announcement}:{followup.deed}{number}"


def fingerprint(followup: FollowupRow) -> str:
    """What is released is what was seen: the words of a followup as a short mark."""
    return hashlib.sha256(json.dumps(followup.texts, sort_keys=True).encode()).hexdigest()[:12]


def said_after(row: AnnouncementRow, followup: FollowupRow) -> Content:
    """What a correction or a note would say: of a correction the whole announcement, corrected."""
    if followup.deed == What.NOTE:
        return Content.of(followup.texts)
    return replace(content_of(row), variants={**content_of(row).variants, **Content.of(followup.texts).variants})


async def begin(
    session: Session, member: StaffRow, row: AnnouncementRow, what: What, now: datetime
) -> FollowupRow | Refusal:
    """A draft of a correction or a note."""
    if refused := lifecycle.refuse(ALLOWED[what], standing_of(row), member_of(member), one_key=False):
        return refused
    followup = await announcements.add_followup(
        session, announcement=row.id, deed=what, state=State.DRAFT, author=member.id, texts={}, now=now
    )
    _note(session, member.id, followup, "drafted", now)
    return followup


async def set_text(
    session: Session,
    member: StaffRow,
    row: AnnouncementRow,
    followup: FollowupRow,
    language: Language,
    variant: Variant,
    now: datetime,
) -> Refusal | None:
    """Its words in one language. A request is void then."""
    if followup.author != member.id:
        return Refusal.NOT_YOURS
    if followup.state not in {State.DRAFT, State.REQUESTED}:
        return Refusal.NOT_NOW
    old = content_of(row).variants.get(language)
    if followup.deed == What.CORRECTION and old and (old.text, old.spans) == (variant.text, variant.spans):
        return Refusal.SAME
    texts = followup.texts | {str(language): variant.as_data() | {"alt": old.alt if old else ""}}
    done = await announcements.change_followup(session, followup, texts=texts, state=State.DRAFT)
    if done:
        _note(session, member.id, followup, "changed", now)
    return None if done else Refusal.NOT_NOW


async def request(
    session: Session, office: Office, member: StaffRow, row: AnnouncementRow, followup: FollowupRow, now: datetime
) -> Refusal | None:
    """Ask a second person: whoever may release gets the exact messages, and two buttons."""
    if followup.author != member.id:
        return Refusal.NOT_YOURS
    if not followup.texts or find_missing(said_after(row, followup)):
        return Refusal.INCOMPLETE
    if followup.state != State.DRAFT or not await announcements.change_followup(
        session, followup, state=State.REQUESTED
    ):
        return Refusal.NOT_NOW
    _note(session, member.id, followup, "requested", now)
    for colleague in await staff.everybody(session):
        if may(colleague.role, Right.RELEASE) and (office.one_key or colleague.id != followup.author):
            await _ask(session, office, colleague, row, followup, now)
    return None


async def decline(session: Session, member: StaffRow, followup: FollowupRow, now: datetime) -> Refusal | None:
    """A draft again; or, by its author, given up."""
    own = followup.author == member.id
    if not own and not may(member.role, Right.RELEASE):
        return Refusal.NOT_YOURS
    open_states = {State.DRAFT, State.REQUESTED} if own else {State.REQUESTED}
    new = State.CANCELLED if own else State.DRAFT
    if followup.state not in open_states or not await announcements.change_followup(session, followup, state=new):
        return Refusal.NOT_NOW
    _note(session, member.id, followup, "declined", now)
    return None


async def release(
    session: Session,
    office: Office,
    member: StaffRow,
    row: AnnouncementRow,
    followup: FollowupRow,
    now: datetime,
    *,
    mark: str,
) -> Refusal | None:
    """The second key of a correction or a note, of the words with this `mark`: it goes out at once. The caller holds
    the announcement."""
    if refused := _refuse_key(office, member, followup, mark):
        return refused
    in_flight = await _freeze(session, row) if followup.deed == What.CORRECTION else []
    if followup.deed == What.CORRECTION:
        texts = row.texts | followup.texts
        if not await announcements.change(session, row, texts=texts, version=row.version + 1, tested=row.version + 1):
            return Refusal.NOT_NOW
        if row.state == State.SENDING:
            await deliveries.resume(session, occasion_of(row))
    begun = await announcements.change_followup(
        session, followup, state=State.SENDING, releaser=member.id, begun=now, in_flight=in_flight
    )
    if not begun:
        return Refusal.NOT_NOW
    await _plan(session, office, row, followup, await deliveries.arrived(session, occasion_of(row)), now)
    _note(session, member.id, followup, "released", now)
    return None


async def recall(
    session: Session, office: Office, member: StaffRow, row: AnnouncementRow, now: datetime
) -> FollowupRow | Refusal:
    """Delete it wherever that is possible; whoever has not got it does not get it any more. Once for each
    announcement."""
    new = lifecycle.step(Deed.RECALL, standing_of(row), member_of(member))
    if isinstance(new, Refusal):
        return new
    if any(each.deed == What.RECALL for each in await announcements.followups(session, announcement=row.id)):
        return Refusal.NOT_NOW
    in_flight = await _freeze(session, row)
    await deliveries.withdraw(session, now, occasion=occasion_of(row), trouble="recalled")
    if refused := await settle(session, row, new, now, who=member.id, deed="recalled"):
        return refused
    followup = await announcements.add_followup(
        session, announcement=row.id, deed=What.RECALL, state=State.SENDING, author=member.id, texts={}, now=now
    )
    await announcements.change_followup(session, followup, begun=now, in_flight=in_flight)
    await _plan(session, office, row, followup, await deliveries.arrived(session, occasion_of(row)), now)
    return followup


async def look_after(
    session: Session, office: Office, row: AnnouncementRow, followup: FollowupRow, now: datetime
) -> bool:
    """What was leaving when it began gets it too; whether it is over, with its sums."""
    leaving = await occasions.of_ids(session, followup.in_flight or [])
    arrived = [each for each in leaving if each.state in {Delivered.SENT, Delivered.UNCERTAIN}]
    if arrived:
        await _plan(session, office, row, followup, arrived, now)
        await announcements.change_followup(
            session, followup, in_flight=[each.id for each in leaving if each not in arrived]
        )
    under_way = set(await occasions.in_flight(session, occasion_of(row)))
    if any(each.id in under_way for each in leaving):
        return False
    if await occasions.count_paused(session, occasion_after(followup)):
        # The ledger stopped it, since it is refused again and again. Nobody can resume it: it has come to its end.
        await deliveries.withdraw(session, now, occasion=occasion_after(followup), trouble="refused too often")
    account = await deliveries.account(session, occasion_after(followup))
    if any(account[state] for state in (Delivered.WAITING, Delivered.CLAIMED, Delivered.SENDING)):
        return False
    return await announcements.change_followup(
        session, followup, state=State.FINISHED, finished=now, totals=await count_after(session, followup)
    )


async def count_after(session: Session, followup: FollowupRow) -> dict[str, int]:
    """What became of it: by state, and where it failed by reason (`too old`, `gone`)."""
    account = await deliveries.account(session, occasion_after(followup))
    counted = {str(state): number for state, number in account.items() if state is not Delivered.FAILED}
    for (state, reason), number in (await occasions.count_troubles(session, occasion_after(followup))).items():
        if state is Delivered.FAILED:
            counted[reason] = counted.get(reason, 0) + number
    return counted


def may_release(office: Office, member: StaffRow, followup: FollowupRow) -> bool:
    """Whether somebody may be the second key of what stands there now."""
    return _refuse_key(office, member, followup, fingerprint(followup)) is None


def _refuse_key(office: Office, member: StaffRow, followup: FollowupRow, mark: str) -> Refusal | None:
    """Why somebody may not release this; None if they may."""
    if not may(member.role, Right.RELEASE):
        return Refusal.NOT_YOURS
    if followup.author == member.id and not office.one_key:
        return Refusal.OWN
    if mark != fingerprint(followup):
        return Refusal.CHANGED
    return None if followup.state == State.REQUESTED else Refusal.NOT_NOW


async def _ask(
    session: Session, office: Office, colleague: StaffRow, row: AnnouncementRow, followup: FollowupRow, now: datetime
) -> None:
    texts = await office.texts_for(session, colleague.address)
    content, occasion = said_after(row, followup), f"second:{followup.id}:{secrets.token_hex(4)}:"
    for language in followup.texts:
        await tell(session, colleague.address, f"{occasion}{language}", content.reply(Language(language)), now)
    what = texts.say(f"after.{followup.deed}")
    said = texts.say("after.asked", what=what, name=name_of(texts, row), count=len(followup.texts))
    keys = {"yes": "button.release", "no": "button.decline"}
    mark = fingerprint(followup)
    buttons = [
        Button(label=texts.say(label), reference=reference("second", f"{followup.id}:{mark}:{verb}"))
        for verb, label in keys.items()
    ]
    await tell(session, colleague.address, f"{occasion}ask", Reply(text=said, buttons=buttons), now)


async def _freeze(session: Session, row: AnnouncementRow) -> list[int]:
    """Take back what is claimed; the deliveries that are out of reach, since they are leaving at this moment."""
    await deliveries.pause(session, occasion_of(row))
    return list(await occasions.in_flight(session, occasion_of(row)))


async def _plan(
    session: Session,
    office: Office,
    row: AnnouncementRow,
    followup: FollowupRow,
    arrived: Collection[DeliveryRow],
    now: datetime,
) -> None:
    """A delivery for everybody whom it can reach. Who is left out is counted."""
    quiet = {each.address: each.quiet for each in await subscriptions.recipients(session, None)}
    planned, left_out = lay_out(What(followup.deed), occasion_after(followup), arrived, quiet, now)
    if row.kind != Kind.EMERGENCY:
        allowed = {each: first_allowed(now, each, office.zone) for each in {*quiet.values(), ""}}
        planned = [
            replace(each, not_before=allowed[quiet.get(each.address, "")]) if each.deed is Done.SEND else each
            for each in planned
        ]
    await deliveries.plan(session, planned, now)
    total = Counter(followup.left_out or {}) + Counter({str(why): number for why, number in left_out.items()})
    await announcements.change_followup(session, followup, left_out=dict(total))


def _note(session: Session, who: int, followup: FollowupRow, deed: str, now: datetime) -> None:
    audit.note(session, who=who, deed=f"{followup.deed}.{deed}", object=occasion_after(followup), now=now)
