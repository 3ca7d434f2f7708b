"""Contests of ideas: their phases, what one must have, and the deeds of staff. Closed means closed to the second.

Deeds are called inside a transaction; each writes its audit line. Nobody hears of a contest by itself: staff announce
it like everything else. Authors of ideas that win a prize hear it as a step in the life of their idea.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from storage import audit, contests, ideas, lifelines
from storage.contests import ContestRow
from storage.database import Session
from storage.ideas import SHOWN, IdeaRow
from storage.lifelines import LifelineRow, Milestone
from storage.staff import StaffRow

MOST_CATEGORIES = 20
MOST_PRIZES = 20
LONGEST_TITLE = 120
LONGEST_TEXT = 2000
LONGEST_LINE = 60
"""Characters of a category or a prize."""

Tell = Callable[[Session, IdeaRow, LifelineRow, datetime], Awaitable[int]]


class Phase(StrEnum):
    """Where a contest stands."""

    DRAFT = "draft"
    COMING = "coming"
    OPEN = "open"
    JUDGING = "judging"
    OVER = "over"


class Trouble(StrEnum):
    """Why something is not done."""

    NO_TITLE = "no-title"
    LONG_TITLE = "long-title"
    LONG_TEXT = "long-text"
    NO_TIME = "no-time"
    ENDS_FIRST = "ends-first"
    OVER_ALREADY = "over-already"
    CATEGORIES = "categories"
    PRIZES = "prizes"
    RUNNING = "running"
    NOT_NOW = "not-now"
    CHANGED = "changed"
    NOT_THERE = "not-there"
    TAKEN = "taken"


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A contest as staff typed it. Moments aware; None: it could not be read."""

    words: Mapping[str, Mapping[str, str]]
    opens: datetime | None
    closes: datetime | None
    categories: Sequence[str] = field(default_factory=tuple)
    prizes: Sequence[str] = field(default_factory=tuple)


def phase_of(contest: ContestRow, now: datetime) -> Phase:
    """Where a contest stands at this moment."""
    if contest.announced is None:
        return Phase.DRAFT
    if now < contest.opens:
        return Phase.COMING
    if now < contest.closes:
        return Phase.OPEN
    return Phase.OVER if contest.awarded else Phase.JUDGING


def troubles_of(typed: Typed, was: ContestRow | None, now: datetime) -> list[Trouble]:
    """All that is wrong with what was typed. `was`: the contest as it is; None for a new one.

    What people know of stays true: what is open already keeps its beginning and the categories that ideas may be in,
    and nothing ends in the past.
    """
    found = [*_words_wrong(typed.words), *_moments_wrong(typed, now)]
    if _wrong(typed.categories, MOST_CATEGORIES):
        found.append(Trouble.CATEGORIES)
    if _wrong(typed.prizes, MOST_PRIZES, distinct=False):
        found.append(Trouble.PRIZES)
    if was is not None and phase_of(was, now) is Phase.OPEN:
        kept = set(was.categories) <= set(typed.categories)
        if typed.opens != was.opens or not kept or bool(was.categories) != bool(typed.categories):
            found.append(Trouble.RUNNING)
    return found


def _words_wrong(words: Mapping[str, Mapping[str, str]]) -> list[Trouble]:
    found = []
    if not words.get("de", {}).get("title", "").strip():
        found.append(Trouble.NO_TITLE)
    if any(len(each.get("title", "")) > LONGEST_TITLE for each in words.values()):
        found.append(Trouble.LONG_TITLE)
    if any(len(each.get("text", "")) > LONGEST_TEXT for each in words.values()):
        found.append(Trouble.LONG_TEXT)
    return found


def _moments_wrong(typed: Typed, now: datetime) -> list[Trouble]:
    if typed.opens is None or typed.closes is None:
        return [Trouble.NO_TIME]
    if typed.closes <= typed.opens:
        return [Trouble.ENDS_FIRST]
    return [Trouble.OVER_ALREADY] if typed.closes <= now else []


def _wrong(lines: Sequence[str], most: int, *, distinct: bool = True) -> bool:
    longest = max((len(line) for line in lines), default=0)
    return len(lines) > most or longest > LONGEST_LINE or (distinct and len(set(lines)) != len(lines))


async def save(
    session: Session, typed: Typed, was: ContestRow | None, version: int, by: StaffRow, now: datetime
) -> ContestRow | list[Trouble]:
    """A new contest, or a change of one that is held; or all that is wrong. A contest that is closed is changed no
    more."""
    if was is not None and was.version != version:
        return [Trouble.CHANGED]
    if was is not None and phase_of(was, now) in (Phase.JUDGING, Phase.OVER):
        return [Trouble.NOT_NOW]
    if found := troubles_of(typed, was, now):
        return found
    row = was or await contests.add(
        session, ContestRow(words={}, opens=typed.opens, closes=typed.closes, categories=[], prizes=[], version=0)
    )
    row.words = {language: dict(words) for language, words in typed.words.items()}
    row.categories, row.prizes = list(typed.categories), list(typed.prizes)
    if typed.opens and typed.closes:
        row.opens, row.closes = typed.opens, typed.closes
    row.version += 1
    audit.note(session, who=by.id, deed="contest.saved", object=f"contest:{row.id}", now=now)
    return row


async def announce(session: Session, contest: ContestRow, by: StaffRow, now: datetime) -> Trouble | None:
    """From now on people may know of it. The caller holds the row."""
    if contest.announced is not None or contest.closes <= now:
        return Trouble.NOT_NOW
    contest.announced, contest.version = now, contest.version + 1
    audit.note(session, who=by.id, deed="contest.announced", object=f"contest:{contest.id}", now=now)
    return None


async def may_enter(session: Session, contest: int, category: str, now: datetime) -> Trouble | None:
    """Whether an idea may take part at this moment. The contest is held until the transaction ends, so that nobody
    changes its end meanwhile."""
    row = await contests.numbered(session, contest)
    if row is None or phase_of(row, now) is not Phase.OPEN:
        return Trouble.NOT_NOW
    return Trouble.CATEGORIES if row.categories and category not in row.categories else None


async def judge(
    session: Session, contest: ContestRow, chosen: Mapping[int, int | None], by: StaffRow, now: datetime
) -> Trouble | None:
    """The jury's choice: the prize (from 1, or none) of each idea of the last round, by number. All of it holds, or
    nothing changes. Nobody hears of it before the results are published. The caller holds the contest."""
    if phase_of(contest, now) is not Phase.JUDGING:
        return Trouble.NOT_NOW
    there = {idea.id: idea for idea in await contests.entries(session, contest.id) if idea.stage in SHOWN}
    if not set(chosen) <= set(there):
        return Trouble.NOT_THERE
    prizes = [prize for prize in chosen.values() if prize is not None]
    if any(not 1 <= prize <= len(contest.prizes) for prize in prizes):
        return Trouble.PRIZES
    if len(set(prizes)) < len(prizes):
        return Trouble.TAKEN
    for number, entry in there.items():
        now_so = number in chosen, chosen.get(number)
        if (entry.shortlisted, entry.prize) == now_so:
            continue
        idea = await ideas.numbered(session, number)
        if idea is not None:
            idea.shortlisted, idea.prize = now_so
            audit.note(session, who=by.id, deed="contest.judged", object=f"idea:{number}", now=now)
    return None


async def publish(session: Session, contest: ContestRow, by: StaffRow, now: datetime, tell: Tell) -> Trouble | None:
    """The results are public, and whoever has or supports a winning idea hears it. Once; the caller holds the
    contest."""
    if phase_of(contest, now) is not Phase.JUDGING:
        return Trouble.NOT_NOW
    winners = [idea for idea in await contests.entries(session, contest.id) if idea.prize]
    if contest.prizes and not winners:
        return Trouble.PRIZES
    contest.awarded, contest.version = now, contest.version + 1
    for entry in winners:
        idea = await ideas.numbered(session, entry.id)
        if idea is not None and idea.prize:
            idea.version += 1
            content = {"text": f"{contest.prizes[idea.prize - 1]} ({contest.words['de']['title']})"}
            await tell(session, idea, await lifelines.grow(session, idea.id, Milestone.AWARDED, now, content), now)
    audit.note(session, who=by.id, deed="contest.published", object=f"contest:{contest.id}", now=now)
    return None
