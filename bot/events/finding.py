"""The events that a question about dates means, at this moment. Pure: what is over is never among what is coming."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.events.dates import Days, Unit, days_of
from bot.events.event import PUBLIC, Event, Kind, last_day
from bot.events.revisions import Revision, next_revision, revisions
from bot.events.understanding import DateQuestion
from knowledge.revising import RevisionRule


@dataclass(frozen=True, kw_only=True)
class Found:
    """What there is to tell."""

    question: DateQuestion
    coming: Sequence[Event]
    """What has not ended, the next first. Of one side of now at most one that is cancelled not at all."""
    past: Sequence[Event]
    """What has ended, the last first."""
    days: Days | None = None
    """The days that were meant, if any were."""
    revision: Revision | None = None
    """A revision whose day nobody knows: the next one, or the one of the year that was asked for."""
    year: int | None = None
    """The year of which a revision was asked for."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not self.coming and not self.past and self.revision is None


def find(
    question: DateQuestion, events: Iterable[Event], rule: RevisionRule, now: datetime, zone: ZoneInfo
) -> Found:  # fmt: skip
    """The events of a kind and topic at a time. Events that only staff know of are nobody's answer."""
    today = now.astimezone(zone).date()
    fitting = sorted((each for each in events if _fits(each, question)), key=lambda each: (each.start, each.id))
    coming = [each for each in fitting if not each.is_over(now)]
    past = [each for each in reversed(fitting) if each.is_over(now)]
    unit = question.when.unit
    if unit is Unit.LAST:
        return Found(question=question, coming=[], past=[each for each in past if not each.is_cancelled][:1])
    if unit in {Unit.NEXT, Unit.ALL}:
        standing = [each for each in coming if not each.is_cancelled]
        if question.kind is Kind.REVISION:
            following = _next_revision(question, fitting, rule, now, zone)
            return following if unit is Unit.NEXT else replace(following, coming=standing)
        return Found(question=question, coming=standing[:1] if unit is Unit.NEXT else standing, past=[])
    days = days_of(question.when, today)
    here = [each for each in coming if days and _touches(each, days, zone)]
    gone = [each for each in past if days and _touches(each, days, zone)]
    revision, year = None, None
    if question.kind is Kind.REVISION and unit is Unit.YEAR and days:
        year = days.first.year
        named = revisions(rule, fitting, year, year)
        revision = next((each for each in named if each.event is None), None) if year >= today.year else None
    elif question.kind is Kind.REVISION and days and days.last >= today and not here:
        # "Ab 2027", "diese Woche": its year may be among them, though nobody knows the day.
        end = min(days.last.year, rule.first_from(max(days.first.year, today.year)))
        named = revisions(rule, fitting, max(days.first.year, today.year), end)
        revision = next((each for each in named if each.event is None), None)
    return Found(question=question, coming=here, past=gone, days=days, revision=revision, year=year)


def _next_revision(
    question: DateQuestion, fitting: Sequence[Event], rule: RevisionRule, now: datetime, zone: ZoneInfo
) -> Found:
    """One that has begun and not ended is still the next; a day that is over is not."""
    not_over = [each for each in fitting if not each.is_over(now)]
    running = next((each for each in not_over if not each.is_cancelled and each.start <= now), None)
    if running:
        return Found(question=question, coming=[running], past=[])
    today = now.astimezone(zone).date()
    # Today's is over when it has ended; its year is done with all the same.
    over_today = {each.id for each in fitting if each.is_over(now) and last_day(each) >= today}
    upcoming = next_revision(rule, [each for each in fitting if each.id not in over_today], today)
    if over_today and upcoming.event is None and upcoming.year == today.year:
        upcoming = Revision(year=rule.first_from(today.year + 1))
    if upcoming.event:
        return Found(question=question, coming=[upcoming.event], past=[])
    return Found(question=question, coming=[], past=[], revision=upcoming)


def _fits(event: Event, question: DateQuestion) -> bool:
    if event.status not in PUBLIC or (question.kind is not None and event.kind is not question.kind):
        return False
    return question.topic is None or question.topic in event.all_topics


def _touches(event: Event, days: Days, zone: ZoneInfo) -> bool:
    """Whether an event takes place on one of these days, by the clock of Gera."""
    first = event.start.astimezone(event.zone if event.whole_day else zone).date()
    return first <= days.last and last_day(event) >= days.first
