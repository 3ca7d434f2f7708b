"""What there is to do, for the console's first page: every kind of work with how much of it waits for whoever looks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.answering.care import Care
from bot.conversation.rights import Right, may
from bot.events.event import PUBLIC
from bot.events.rows import from_row
from bot.ideas.contests import Phase, phase_of
from bot.team.waiting import Waits
from bot.web.team.contests import PATH as CONTESTS
from bot.web.team.events.desk import PATH as EVENTS
from bot.web.team.ideas.desk import PATH as IDEAS
from bot.web.team.knowledge import PATH as KNOWLEDGE
from bot.web.team.people import PATH as PEOPLE
from bot.web.team.questions import PATH as QUESTIONS
from storage import contests, events
from storage.database import Session
from storage.staff import StaffRow

RECENT = timedelta(days=60)
"""So long after an event its results are asked for."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One kind of work: how much of it waits, where it is done, each thing of it where it can be named."""

    label: str
    count: int
    path: str
    items: Sequence[Waits] = field(default_factory=tuple)


KINDS: Sequence[tuple[str, Right, str, str]] = (
    ("Rundrufe freigeben", Right.RELEASE, "/team/announcements", r"/team/(?:announcements|followups)/\d+"),
    ("Ideen ansehen", Right.MODERATE, IDEAS, rf"{IDEAS}/\d+"),
    ("Fragen beantworten", Right.MODERATE, QUESTIONS, rf"{QUESTIONS}/\d+"),
    ("Antworten auf Rundrufe lesen", Right.COMPOSE, "/team/announcements", r"/team/announcements/\d+/replies"),
    ("Über Administration abstimmen", Right.ADMINISTER, PEOPLE, rf"{PEOPLE}.*"),
)
"""Work of which every thing is named: what it is called, who does it, where, and the addresses of its things."""


async def steps(
    session: Session, member: StaffRow, waiting: Sequence[Waits], care: Care, failed: int, now: datetime
) -> list[Step]:
    """All work that this member may do, in the order in which people wait for it; also that of which nothing waits.

    `waiting` is what the rooms know of; `failed` how many messages did not arrive in the last day.
    """
    found = []
    for label, right, path, pattern in KINDS:
        items = [each for each in waiting if re.fullmatch(pattern, each.path)]
        if may(member.role, right) or items:
            only = items[0].path if len(items) == 1 else path
            found.append(Step(label=label, count=len(items), path=only, items=items))
    if may(member.role, Right.CURATE):
        due = len(await care.ageing(session, now))
        found.append(Step(label="Antworten prüfen, die fällig sind", count=due, path=KNOWLEDGE))
    if may(member.role, Right.MODERATE):
        judging = [row for row in await contests.every(session) if phase_of(row, now) is Phase.JUDGING]
        found.append(Step(label="Wettbewerbe: Auswahl der Jury eintragen", count=len(judging), path=CONTESTS))
    if may(member.role, Right.COMPOSE):
        found.append(Step(label="Termine ohne Ergebnisse", count=await _without_results(session, now), path=EVENTS))
    found.append(Step(label="Nachrichten, die nicht angekommen sind", count=failed, path="#balance"))
    return found


async def _without_results(session: Session, now: datetime) -> int:
    """How many events of the last weeks are over, and nobody has written what came of them."""
    rows = await events.not_over(session, PUBLIC, now - RECENT)
    standing = (from_row(row) for row in rows if row.closed is None)
    return sum(event.is_over(now) and not event.is_cancelled for event in standing)
