"""The digest: what was collected for a person leaves on Friday in one message.

Like every delivery it is written first and drawn when it leaves, so what was withdrawn or corrected meanwhile is not in
it, or is as it should be. Messages stand in it whole; those without room wait for the next one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.conversation.words import Reply, Span, Style
from bot.delivery.carrier import Draw
from bot.delivery.kinds import Kind
from bot.delivery.moments import next_digest
from bot.delivery.planning import schedule
from bot.delivery.topics import Reason
from bot.texts import TextBook, Texts
from storage import claims, deliveries, digests
from storage.claims import Claimed
from storage.database import Database, Session
from storage.deliveries import State
from storage.errors import AlreadyTaken, Unreachable

OCCASION = "digest"
LONGEST = 3800
"""Units of a digest's text, as Telegram counts them: what stands around it fits the same message."""
A_BATCH = 200
"""Persons whose digests are written in one transaction."""
OF_USE = timedelta(days=3)
"""A digest that could not leave for so long lapses; what was in it comes with the next one."""

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Part:
    """One message of a digest."""

    id: int
    reply: Reply
    doubtful: bool
    """May have come before."""


@dataclass(frozen=True, kw_only=True)
class Digests:
    """Writes the digests that are due, and draws them. `draws` knows the words of what they carry."""

    database: Database
    clock: Clock
    zone: ZoneInfo
    textbook: TextBook
    draws: Mapping[str, Draw]

    async def run(self) -> None:
        """The tick: a digest for everybody for whom something was collected that is due. Raises Unreachable."""
        try:
            async with self.database.writing() as session:
                await digests.clear(session, self.clock.now())
            while await self._write_some():
                pass
        except AlreadyTaken:
            log.info("digests_written_elsewhere")  # by another replica; what is left is met at the next tick

    async def draw(self, session: Session, delivery: Claimed) -> Reply | None:
        """The words of a digest: as many of its messages as have room, whole."""
        now = self.clock.now()
        texts = self.textbook.of(delivery.language)
        parts = [await self._part(session, each, now) for each in await digests.members(session, delivery.id, now)]
        reply, carried = put_together([part for part in parts if part is not None], texts)
        await digests.leave_out(session, delivery.id, carried, next_digest(now, self.zone))
        return reply if carried else None

    async def _write_some(self) -> bool:
        async with self.database.writing() as session:
            now = self.clock.now()
            addresses = await digests.due(session, now, A_BATCH)
            if not addresses:
                return False
            occasion = name_of(now, self.zone)
            had = await digests.have(session, occasion, addresses)
            await digests.wait(session, had, now, next_digest(now, self.zone))
            known = await digests.recipients(session, set(addresses) - had, Reason.DIGEST)
            for stranger in set(addresses) - had - {each.address for each in known}:
                await deliveries.withdraw(session, now, address=stranger, trouble="erased")
            rows = schedule(
                occasion=occasion,
                kind=Kind.DIGEST,
                recipients=known,
                counts={},
                at=now,
                zone=self.zone,
                lapses=now + OF_USE,
            )
            await deliveries.plan(session, rows, now)
            await digests.fill(session, occasion, {row.address for row in rows}, now)
            return True

    async def _part(self, session: Session, member: Claimed, now: datetime) -> Part | None:
        """One message of a digest; None if there is nothing to say any more, or it cannot be said."""
        try:
            if member.content is not None:
                reply: Reply | None = Reply.from_data(member.content)
            else:
                reply = await self.draws[member.occasion.partition(":")[0]](session, member)
        except Unreachable:
            raise
        except Exception as error:  # a bug with one of them must not hold up the others
            log.exception("delivery_not_drawn", delivery=member.id)
            await claims.settle(session, [(member.id, None)], State.FAILED, now, type(error).__name__)
            return None
        if reply is None:
            await claims.settle(session, [(member.id, None)], State.WITHDRAWN, now, "nothing to say")
            return None
        return Part(id=member.id, reply=reply, doubtful=member.doubts > 0)


def name_of(moment: datetime, zone: ZoneInfo) -> str:
    """The occasion of the digest of a moment's week: `digest:2026-W48`."""
    year, week, _ = moment.astimezone(zone).isocalendar()
    return f"{OCCASION}:{year}-W{week:02}"


def put_together(parts: Sequence[Part], texts: Texts) -> tuple[Reply, list[int]]:
    """The digest of as many parts as have room, in their order, and which they are. Pure.

    The first is always in it, however long it is: it would else wait for ever.
    """
    text = texts.say("digest.intro")
    spans: list[Span] = []
    carried: list[int] = []
    for part in parts:
        words, styled = _written(part, texts, len(carried) + 1)
        start = len(text) + 2
        if carried and units(text) + 2 + units(words) > LONGEST:
            continue
        text = f"{text}\n\n{words}"
        spans += [replace(span, start=span.start + start, end=span.end + start) for span in styled]
        carried.append(part.id)
    return Reply(title=texts.say("digest.title"), text=text, spans=spans), carried


def _written(part: Part, texts: Texts, number: int) -> tuple[str, list[Span]]:
    """One message as plain text with its number, and how it is formatted. Buttons and pictures stay behind."""
    reply = part.reply
    head = f"{number}. {reply.title}" if reply.title else f"{number}."
    around = [f"{link.label}: {link.address}" for link in reply.links]
    if reply.picture:
        around.insert(0, texts.say("digest.picture", alt=reply.picture.alt))
    if reply.note:
        around.append(reply.note)
    if part.doubtful:
        around.append(texts.say("push.perhaps_again"))
    begin = len(head) + 1
    spans = [replace(span, start=span.start + begin, end=span.end + begin) for span in reply.spans]
    return "\n".join([head, reply.text, *around]), [Span(start=0, end=len(head), style=Style.BOLD), *spans]


def units(text: str) -> int:
    """The length of a text as Telegram counts it: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2
