"""The tick that watches over what the city has promised: it reminds, and where a promise is broken it says so honestly.

At 50 and 80 per cent of the time whoever holds the idea is reminded (all moderators while nobody does), at 100 the
head, and its author is told the new day. Each once for each promise: the last reminder stands in the idea's row.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.ideas.card import promise_of
from bot.ideas.clock import ALL, DELAY_DAYS, HALF, MOST
from bot.ideas.telling import Telling
from bot.ideas.work import Work, heads, holders, tell_staff
from bot.on_its_own import on_its_own
from storage import audit, idea_work, ideas, lifelines
from storage.database import Database, Session
from storage.ideas import UNDER_WAY, IdeaRow
from storage.lifelines import Milestone

A_BEAT = 50
"""Ideas whose cards are drawn anew in one beat because they have more supporters."""
ROUND = 1000
"""`clock_told` is the number of the promise times this, and the per cent that was told last."""
WORK = {HALF: Work.HALF, MOST: Work.MOST, ALL: Work.ALL}


@dataclass(frozen=True, kw_only=True)
class AnswerClock:
    """Beats every few minutes. On any replica: an idea is held while it is looked at."""

    database: Database
    clock: Clock
    zone: ZoneInfo
    telling: Telling

    async def run(self) -> None:
        """One beat. Raises Unreachable."""
        now = self.clock.now()
        async with self.database.reading() as session:
            promised = await idea_work.with_clock(session)
        for idea in promised:
            with on_its_own("answer clock", idea.id):
                if due_part(idea, now, self.zone) is not None:
                    async with self.database.writing() as session:
                        await self._look_after(session, idea.id, now)

    async def count_supporters(self) -> None:
        """One beat, now and then: cards say how many support the idea by now, without a push. Raises Unreachable."""
        now = self.clock.now()
        async with self.database.reading() as session:
            numbers = await idea_work.to_redraw(session, A_BEAT)
        for number in numbers:
            with on_its_own("supporters on cards", number):
                async with self.database.writing() as session:
                    idea = await ideas.numbered(session, number)
                    if idea is not None and idea.support != idea.carded:  # no other replica was faster
                        await self.telling.redraw(session, idea, now, mark=f"support-{now:%Y%m%d%H%M%S}")

    async def _look_after(self, session: Session, id: int, now: datetime) -> None:
        idea = await ideas.numbered(session, id)
        part = (
            due_part(idea, now, self.zone) if idea is not None else None
        )  # looked at anew: it may be answered just now
        if idea is None or part is None:
            return
        mark = idea.clock_round * ROUND + part
        idea.clock_told = mark
        if part < ALL:
            await tell_staff(session, idea, WORK[part], mark, await holders(session, idea), now)
            return
        await tell_staff(session, idea, WORK[part], mark, {*await heads(session), *await holders(session, idea)}, now)
        await self._own_up(session, idea, now)

    async def _own_up(self, session: Session, idea: IdeaRow, now: datetime) -> None:
        idea.clock_began, idea.clock_days, idea.clock_rested = now, DELAY_DAYS, 0
        idea.clock_round += 1
        promise = promise_of(idea)
        until = promise.due(self.zone).isoformat() if promise else ""
        step = await lifelines.grow(session, idea.id, Milestone.DELAYED, now, {"until": until})
        await self.telling.tell(session, idea, step, now)
        audit.note(session, who="system", deed="idea.delayed", object=f"idea:{idea.id}", now=now)


def due_part(idea: IdeaRow, now: datetime, zone: ZoneInfo) -> int | None:
    """The part of the time that is over and was not told yet, in per cent; of several the last. Pure."""
    promise = promise_of(idea)
    if promise is None or idea.stage not in UNDER_WAY:
        return None
    over = promise.over(now, zone)
    return over[-1] if over and idea.clock_round * ROUND + over[-1] > idea.clock_told else None
