"""The letter to those who own entries, on Monday morning: what is to be checked since the last one, in one message.

About an entry somebody is asked once for each state: when it is due, when its readers see that it is overdue, and when
it is given no more.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.answering.care import Care, ask_whom
from bot.clock import Clock
from bot.conversation.words import Button, Reply, reference
from bot.delivery.kinds import Kind
from bot.delivery.planning import schedule
from bot.delivery.topics import Reason
from bot.texts import TextBook, Texts
from knowledge.ageing import Age
from knowledge.entries import Entry
from storage import deliveries, entry_checks, reminding, staff, subscriptions
from storage.database import Database, Session
from storage.entry_checks import State
from storage.errors import AlreadyTaken

MARK = "ageing"
OCCASION = "ageing"
HOUR = time(9)
MOST_NAMED = 10
LINES: Mapping[Age, str] = {
    Age.DUE: "ageing.due",
    Age.OVERDUE: "ageing.overdue",
    Age.WITHDRAWN: "ageing.withdrawn",
}

log = structlog.get_logger()

Ageing = tuple[Age, Entry]


@dataclass(frozen=True, kw_only=True)
class CareLetters:
    """Writes the letters."""

    database: Database
    clock: Clock
    zone: ZoneInfo
    textbook: TextBook
    care: Care

    async def run(self) -> None:
        """The tick. Raises Unreachable."""
        try:
            async with self.database.writing() as session:
                now = self.clock.now()
                mark = await reminding.mark(session, MARK)
                if (mark is None or mark < last_monday(now, self.zone)) and await self._write(session, now):
                    await reminding.set_mark(session, MARK, now)
        except AlreadyTaken:
            log.info("letters_written_elsewhere")

    async def _write(self, session: Session, now: datetime) -> bool:
        """Plan the letters of this week. False: nobody is there who could get one, and it is tried again."""
        told = await entry_checks.told(session)
        fresh = [(age, entry) for age, entry in await self.care.ageing(session, now) if _state(age, entry) not in told]
        if not fresh:
            return True
        everybody = {member.address: member for member in await staff.everybody(session)}
        recipients = await subscriptions.recipients_at(session, everybody, reason=Reason.STAFF)
        letters: defaultdict[str, list[Ageing]] = defaultdict(list)
        for age, entry in fresh:
            for member in ask_whom(entry.owner, [everybody[each.address] for each in recipients]):
                letters[member.address].append((age, entry))
        for recipient in recipients:
            if recipient.address in letters:
                words = write_letter(letters[recipient.address], self.textbook.of(recipient.language))
                rows = schedule(
                    occasion=name_of(now, self.zone), kind=Kind.NOTICE, recipients=[recipient], counts={}, at=now,
                    zone=self.zone, content=words.as_data(),
                )  # fmt: skip
                await deliveries.plan(session, rows, now)
        if letters:
            await entry_checks.note_told(session, [_state(*each) for each in fresh], now)
        return bool(letters)


def write_letter(ageing: Sequence[Ageing], texts: Texts) -> Reply:
    """One letter: the oldest by name, the others counted. Pure."""
    lines = [
        texts.say(LINES[age], title=entry.variants[texts.language].title, day=texts.day(entry.valid_until))
        for age, entry in ageing[:MOST_NAMED]
        if entry.valid_until
    ]
    if len(ageing) > MOST_NAMED:
        lines.append(texts.say("ageing.more", count=len(ageing) - MOST_NAMED))
    return Reply(
        title=texts.say("ageing.title", count=len(ageing)),
        text="\n".join(lines) + f"\n\n{texts.say('ageing.how')}",
        buttons=[Button(label=texts.say("button.ageing"), reference=reference("ageing"))],
    )


def last_monday(moment: datetime, zone: ZoneInfo) -> datetime:
    """The last Monday at nine, by the clocks of Gera. Pure."""
    local = moment.astimezone(zone)
    day = local.date() - timedelta(days=local.weekday())
    at = datetime.combine(day, HOUR, tzinfo=zone)
    return at if at <= moment else datetime.combine(day - timedelta(days=7), HOUR, tzinfo=zone)


def name_of(moment: datetime, zone: ZoneInfo) -> str:
    """The occasion of the letter of a moment: `ageing:2027-02-08`, the Monday it is for."""
    return f"{OCCASION}:{last_monday(moment, zone).date()}"


def _state(age: Age, entry: Entry) -> State:
    if entry.valid_until is None:
        raise ValueError(f"{entry.id} does not age")
    return State(entry=entry.id, age=age, ends=entry.valid_until)
