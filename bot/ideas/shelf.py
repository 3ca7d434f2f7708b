"""Who of all residents wants the same already? Every idea that is shown, understood once, and kept up to date.

The database is the truth: before each comparison the shelf looks what has happened since, whoever did it and on
whichever replica, and what it finds is looked up once more, so that nothing is offered that is hidden by now. A few
new ideas are understood at once, many (at the start) by a tick, in between.
"""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.ideas.districts import OTHER, districts
from bot.ideas.likeness import Idea, Likeness
from bot.ideas.rack import Rack
from storage import idea_changes
from storage.database import Database, Session
from storage.idea_changes import Step, Words

AT_ONCE = 64
"""So many ideas are understood while somebody waits: a tenth of a second."""
BATCH = 256
"""So many at a time in between: nobody's answer waits for more than one of them."""
LOOKED_UP = 4
"""So many times as many as are asked for are looked up, as some may be hidden by now."""
ALL_AGAIN = timedelta(hours=1)
"""So often all versions are compared: a transaction that was undone may have told us of what never happened."""


@dataclass(frozen=True, kw_only=True)
class Similar:
    """An idea that may want the same. `probability` is between 0 and 1; `is_similar`: it is over the bar."""

    number: int
    probability: float
    is_similar: bool


class IdeaShelf:
    """All ideas that everybody may see, ready to be compared with."""

    def __init__(self, likeness: Likeness) -> None:
        self._likeness = likeness
        self._rack = Rack(likeness)
        self._rows: dict[int, int] = {}
        self._numbers: list[int] = []
        self._versions: dict[int, int] = {}
        self._waiting: set[int] = set()
        self._is_tidying = False
        self._steps: set[Step] = set()
        self._last: int | None = None
        self._compared: datetime | None = None

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def bar(self) -> float:
        """From this probability on two ideas count as the same wish."""
        return self._likeness.bar

    async def similar(
        self,
        session: Session,
        text: str,
        *,
        field: str | None = None,
        district: str | None = None,
        most: int = 3,
        without: Collection[int] = (),
    ) -> list[Similar]:
        """The ideas that are most like this text, the best first; `field` and `district` are keys, if chosen."""
        await self._look(session)
        await self._learn(session, AT_ONCE)
        new = self._likeness.understand([text], category=field, district=_place(district))[0]
        found = [
            Similar(number=self._numbers[row], probability=score, is_similar=score >= self._likeness.bar)
            for row, score in self._rack.nearest(new, LOOKED_UP * most + len(without))
            if self._numbers[row] not in without
        ]
        shown = await idea_changes.still_shown(session, [one.number for one in found])
        return [one for one in found if one.number in shown][:most]

    async def refresh(self, database: Database, clock: Clock) -> None:
        """The tick: learn all that has happened, a little at a time."""
        now = clock.now()
        async with database.reading() as session:
            if self._compared is None or now - self._compared >= ALL_AGAIN:
                await self._compare_all(session)
                self._compared = now
            await self._look(session)
        while self._waiting and not self._is_tidying:
            async with database.reading() as session:
                await self._learn(session, BATCH)
        if self._rack.is_mostly_dead:
            await self._tidy()

    async def _tidy(self) -> None:
        """Let go of the old versions of ideas. Beside all else: it is asked as before, and learns when this is over."""
        self._is_tidying = True
        try:
            self._rack, kept = await asyncio.to_thread(self._rack.without_the_dead)
            self._numbers = [self._numbers[row] for row in kept]
            self._rows = {number: row for row, number in enumerate(self._numbers)}
        finally:
            self._is_tidying = False

    async def _look(self, session: Session) -> None:
        """What has happened since the last look? It waits to be learned."""
        if self._last is None:
            await self._compare_all(session)
        steps = set(await idea_changes.steps_since(session, self._last or 0))
        self._waiting |= {step.idea for step in steps - self._steps}
        self._steps = steps
        self._last = max((step.id for step in steps), default=0)

    async def _compare_all(self, session: Session) -> None:
        versions = await idea_changes.versions_shown(session)
        if self._last is None:
            self._last = await idea_changes.last_step(session)
        self._waiting |= {number for number, version in versions.items() if self._versions.get(number) != version}
        self._waiting |= self._rows.keys() - versions.keys()

    async def _learn(self, session: Session, most: int) -> None:
        numbers = sorted(self._waiting)[-most:]  # the newest first: those are asked for
        if not numbers or self._is_tidying:
            return
        self._waiting.difference_update(numbers)
        try:
            found = {words.id: words for words in await idea_changes.words_of(session, numbers)}
            understood = await self._understand([words for words in found.values() if self._is_new(words)])
        except BaseException:
            self._waiting.update(numbers)  # somebody else will
            raise
        if self._is_tidying:  # since we began: then later
            self._waiting.update(numbers)
            return
        changed = [words for words in found.values() if self._is_new(words)]  # or it was learned in between
        for number in (set(numbers) - found.keys()) | {words.id for words in changed}:
            self._drop(number)
        self._versions |= {words.id: words.version for words in changed}
        shown = [words.id for words in changed if words.is_shown]
        self._rows |= zip(shown, self._rack.add([understood[number] for number in shown]), strict=True)
        self._numbers += shown

    def _is_new(self, words: Words) -> bool:
        return self._versions.get(words.id, -1) < words.version

    def _drop(self, number: int) -> None:
        if (row := self._rows.pop(number, None)) is not None:
            self._rack.drop(row)

    async def _understand(self, told: Sequence[Words]) -> dict[int, Idea]:
        def understand() -> dict[int, Idea]:
            return {words.id: self._understand_one(words) for words in told if words.is_shown}

        return understand() if len(told) <= AT_ONCE else await asyncio.to_thread(understand)

    def _understand_one(self, words: Words) -> Idea:
        said = words.text if words.text.startswith(words.title) else f"{words.title}. {words.text}"
        return self._likeness.understand([said], category=words.field, district=_place(words.district))[0]


def _place(district: str | None) -> str | None:
    return districts().get(district) if district and district != OTHER else None
