"""Events in words: when, where, what has changed. Every message carries weekday, full date, time and place."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.conversation.words import Link, Reply
from bot.events.event import Event, last_day
from bot.events.pushes import What
from bot.texts import Texts
from storage.events import EventChangeRow


def say_when(texts: Texts, event: Event, zone: ZoneInfo) -> str:
    """`Mittwoch, 14. April 2027, 17:30 bis 19:30 Uhr`, by the clocks of Gera; days alone by those of the event."""
    if event.whole_day:
        first, last = event.start.astimezone(event.zone).date(), last_day(event)
        if last <= first:
            return texts.full_day(first)
        return texts.say("event.days", first=texts.full_day(first), last=texts.full_day(last))
    begin, end = event.start.astimezone(zone), event.end.astimezone(zone)
    day = texts.full_day(begin.date())
    if event.end <= event.start:
        return texts.say("event.at", day=day, begin=_clock(texts, begin))
    if begin.date() == end.date():
        return texts.say("event.from_to", day=day, begin=_clock(texts, begin), end=_clock(texts, end))
    return texts.say(
        "event.over_days",
        first=day,
        begin=_clock(texts, begin),
        last=texts.full_day(end.date()),
        end=_clock(texts, end),
    )


def say_where(texts: Texts, event: Event) -> str:
    """The place with its address, or that nobody knows it yet."""
    where = ", ".join(part for part in (event.place, event.address) if part)
    return texts.say("event.place", place=where) if where else texts.say("event.place_unknown")


def remind(texts: Texts, event: Event, name: str, zone: ZoneInfo) -> Reply:
    """The words of a reminder. `name` is the last part of its occasion: `one-day`, `opens`."""
    words = event.in_words(texts.language)
    title = {"opens": "event.opens", "three-days-left": "event.closing"}.get(name, "event.reminder")
    lines = [say_when(texts, event, zone), say_where(texts, event)]
    if event.step_free is not None:
        lines.append(texts.say("event.step_free" if event.step_free else "event.steps"))
    if words.bring:
        lines.append(texts.say("event.bring", what=words.bring))
    return Reply(title=texts.say(title, title=words.title), text="\n".join(lines), links=links_of(texts, event))


def tell_change(texts: Texts, event: Event, what: What, old: EventChangeRow, zone: ZoneInfo) -> Reply:
    """The words of a change: what people knew beside what holds now; of a cancelled one what they knew."""
    title = event.in_words(texts.language).title
    before = replace(event, start=old.starts, end=old.ends, place=old.place, address="")
    if what is What.CANCELLED:
        text = "\n".join([say_when(texts, before, zone), say_where(texts, before), texts.say("event.is_cancelled")])
        return Reply(title=texts.say("event.cancelled", title=title), text=text, links=links_of(texts, event))
    if what is What.RESTORED:
        text = "\n".join([say_when(texts, event, zone), say_where(texts, event)])
        return Reply(title=texts.say("event.restored", title=title), text=text, links=links_of(texts, event))
    text = "\n\n".join(
        "\n".join([texts.say(head), say_when(texts, each, zone), say_where(texts, each)])
        for head, each in (("event.before", before), ("event.now", event))
    )
    return Reply(title=texts.say("event.moved", title=title), text=text, links=links_of(texts, event))


def links_of(texts: Texts, event: Event) -> list[Link]:
    """The page that says more, if there is one."""
    return [Link(label=texts.say("event.more"), address=event.link)] if event.link.startswith("http") else []


def _clock(texts: Texts, local: datetime) -> str:
    """`17:30`; in the hour that comes twice in autumn with the word that tells the two apart."""
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    season = "event.summer_time" if local.dst() != timedelta(0) else "event.winter_time"
    return f"{local:%H:%M} {texts.say(season)}" if twice else f"{local:%H:%M}"
