"""One turn: a message comes in, one transaction, replies come out.

In that transaction lie the receipt (a repeated update does nothing), the person's row (locked: two messages of one
person are taken one after the other, on any replica) and all that the flow changes. The replies wait beside the
receipt until a face has sent them. Nothing is promised that was not stored.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.conversation import guard
from bot.conversation.rights import Right, may
from bot.conversation.routing import Routes, Turn, Way
from bot.conversation.words import Incoming, Reply
from bot.texts import TextBook
from storage import audit, people, receipts, staff
from storage.database import Database, Session
from storage.errors import AlreadyTaken, StorageError
from storage.receipts import Waiting
from storage.staff import StaffRow

log = structlog.get_logger()

FORM_HOLDS = timedelta(hours=12)
"""So long a resident's open form waits for their next message; the staff's drafts wait for ever."""
MOST_OF_A_NAME = 40
"""Characters of a denied command that the audit keeps."""


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """Takes turns. Shared by all faces."""

    database: Database
    routes: Routes
    textbook: TextBook
    clock: Clock

    async def take_turn(self, incoming: Incoming) -> Waiting | None:
        """Take one message; the replies that wait to be sent, or None if there are none or it was taken before.

        Raises Unreachable when the database cannot be used: nothing has happened then, and the face must not confirm
        the message. An error of ours is told to the person with a number, and is logged under it; if not even that
        can be done, it is raised.
        """
        spans = guard.clean_spans(incoming.text, incoming.spans)
        incoming = replace(incoming, text=guard.clean(incoming.text), spans=spans, quoted=guard.clean(incoming.quoted))
        for _ in range(2):  # a second try for the rare case that two replicas meet a new person at once
            try:
                return await self._taken(incoming)
            except AlreadyTaken:
                async with self.database.reading() as session:
                    if await receipts.is_taken(session, incoming.update):
                        return None
        raise AlreadyTaken("the same person or update, twice in a row")

    async def _taken(self, incoming: Incoming) -> Waiting | None:
        try:
            async with self.database.writing() as session:
                receipt = await self._answered(session, incoming)
        except StorageError:
            raise
        except Exception:  # a bug: the whole transaction is undone, the person is told, we can find it again
            number = secrets.token_hex(4)
            log.exception("turn_failed", number=number, update=_without_the_person(incoming.update))
            async with self.database.writing() as session:
                texts = self.textbook.of(await people.language_of(session, incoming.address) or incoming.language)
                receipt = self._receipt(session, incoming, [Reply(text=texts.say("guard.failed", number=number))])
        return receipts.waiting_of(receipt) if receipt else None

    async def _answered(self, session: Session, incoming: Incoming) -> receipts.ReceiptRow | None:
        now = self.clock.now()
        person = await people.lock(session, incoming.address)
        known = person is not None
        if person is None:
            person = people.add(session, incoming.address, now, tokens=guard.BURST)
        person.unreachable = None  # whoever writes can be written to
        turn = Turn(
            session=session,
            incoming=incoming,
            person=person,
            known=known,
            texts=self.textbook.of(person.language or person.spoken or incoming.language),
            now=now,
        )
        verdict = guard.weigh(guard.Allowance(tokens=person.tokens, warnings=person.warnings), now - person.seen)
        replies = await self._replies(turn, verdict)
        if not (verdict.answer or replies) and now >= person.seen:
            return None  # what is met with silence leaves no trace: a flood shall cost a look and no wait for the disk
        person.tokens, person.warnings, person.seen = verdict.left.tokens, verdict.left.warnings, now
        return self._receipt(session, incoming, replies)

    async def _replies(self, turn: Turn, verdict: guard.Verdict) -> Sequence[Reply]:
        incoming, person = turn.incoming, turn.person
        # Emergencies pass the allowance; only a flood of them is not answered one by one.
        heard = verdict.answer or guard.may_cry(person.alarmed, turn.now)
        if heard and (emergency := self.routes.emergency(turn)):
            person.alarmed = turn.now
            # Who warns others in an announcement writes of dangers: they see the card, and their words are kept.
            return [*emergency, *(await self._kept_by_staff(turn) or self._introduction(turn))]
        if not verdict.answer:
            return [Reply(text=turn.texts.say("guard.slower"))] if verdict.warn else []
        if incoming.album:
            if person.album == incoming.album:
                return []
            person.album = incoming.album
        if turn.now - person.seen > FORM_HOLDS and (person.form or "").partition(":")[0] in self.routes.forms:
            person.form = None  # whoever comes back asks something new
        return await self._go(turn, self.routes.choose(incoming, person.form))

    async def _go(self, turn: Turn, way: Way) -> Sequence[Reply]:
        """Where the message goes, if the person may go there; else as if there were no such way."""
        if way.right and way.otherwise:
            member = await self._member(turn, way.right)
            if member is None:
                way = way.otherwise
                if not way.is_open:
                    named = _named(turn.incoming)
                    audit.note(turn.session, who="stranger", deed="denied", object=named, now=turn.now)
            turn = replace(turn, staff=member)
        turn = replace(turn, argument=way.argument)
        if way.handler == self.routes.question:
            for listener in self.routes.listeners:
                if (answer := await listener(turn)) is not None:
                    return answer
        replies = await way.handler(turn)
        return replies if way.handler in self.routes.introducing else [*self._introduction(turn), *replies]

    async def _kept_by_staff(self, turn: Turn) -> Sequence[Reply]:
        """What an open form of the staff makes of these words; nothing if there is none."""
        way = self.routes.choose(turn.incoming, turn.person.form)
        form = (turn.person.form or "").partition(":")[0]
        if way.right is None or form not in self.routes.staff_forms or turn.incoming.button is not None:
            return []
        member = await self._member(turn, way.right)
        return await way.handler(replace(turn, argument=way.argument, staff=member)) if member else []

    async def _member(self, turn: Turn, right: Right) -> StaffRow | None:
        """Who of the staff has written this, if they have the right and these are their own words, just written."""
        incoming = turn.incoming
        if incoming.group or incoming.edited or incoming.forwarded:
            return None
        member = await staff.of(turn.session, incoming.address)
        return member if member and may(member.role, right) else None

    def _introduction(self, turn: Turn) -> Sequence[Reply]:
        """Whoever writes for the first time is told what answers here, whatever they write."""
        return () if turn.known else self.routes.introduction(turn)

    def _receipt(self, session: Session, incoming: Incoming, replies: Sequence[Reply]) -> receipts.ReceiptRow:
        return receipts.add(
            session,
            update=incoming.update,
            address=incoming.address,
            replies=[reply.as_data() for reply in replies],
            now=self.clock.now(),
            quote=incoming.message if any(reply.quotes for reply in replies) else incoming.quote,
        )


def _named(incoming: Incoming) -> str:
    """What somebody tried who had no right: a command's or a button's name, nothing they wrote."""
    name = (incoming.button or incoming.text or "form").split(maxsplit=1)[0]
    return name[:MOST_OF_A_NAME] if incoming.button or name.startswith("/") else "form"


def _without_the_person(update: str) -> str:
    """The face and the message's own number: in the browser the person's address stands between the two."""
    return f"{update.partition(':')[0]}:{update.rpartition(':')[2]}"
