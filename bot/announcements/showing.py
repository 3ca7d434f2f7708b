"""How far an announcement is, in words: the message that edits itself, and the buttons below it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.announcements.lifecycle import State
from bot.announcements.office import Office, occasion_of
from bot.conversation.words import Button, Reply, reference
from bot.delivery.moments import duration
from bot.texts import Texts
from storage import deliveries, occasions
from storage.announcements import AnnouncementRow
from storage.database import Session
from storage.deliveries import State as Delivered

OPEN = (Delivered.WAITING, Delivered.CLAIMED, Delivered.SENDING)

BUTTONS: Mapping[State, Sequence[tuple[str, str]]] = {
    State.HELD: [("stop", "button.stop_it")],
    State.SCHEDULED: [("stop", "button.stop_it")],
    State.SENDING: [("pause", "button.pause"), ("cancel", "button.cancel")],
    State.PAUSED: [("resume", "button.resume"), ("cancel", "button.cancel")],
    State.FINISHED: [("report", "button.report")],
    State.CANCELLED: [("report", "button.report")],
}
"""What can be done about an announcement in each state: the verb of the button and its words."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What became of an announcement so far. All together are the audience."""

    sent: int
    unreachable: int
    failed: int
    uncertain: int
    withdrawn: int
    lapsed: int
    delayed: int
    """Wait for the morning or for the digest."""
    left: int
    """Wait for nothing but their turn."""

    @property
    def audience(self) -> int:
        """All of them."""
        return self.over + self.delayed + self.left

    @property
    def over(self) -> int:
        """Those that came to their end."""
        return self.sent + self.unreachable + self.failed + self.uncertain + self.withdrawn + self.lapsed


def figures_of(account: Mapping[Delivered, int], delayed: int) -> Figures:
    """Figures from the ledger's sums. Pure."""
    counted: Counter[Delivered] = Counter(account)
    still_open = sum(counted[state] for state in OPEN)
    return Figures(
        sent=counted[Delivered.SENT],
        unreachable=counted[Delivered.UNREACHABLE],
        failed=counted[Delivered.FAILED],
        uncertain=counted[Delivered.UNCERTAIN],
        withdrawn=counted[Delivered.WITHDRAWN],
        lapsed=counted[Delivered.LAPSED],
        delayed=min(delayed, still_open),
        left=max(0, still_open - delayed),
    )


async def look(session: Session, row: AnnouncementRow, now: datetime) -> Figures:
    """How far an announcement is: by the ledger, or by the sums that were kept when it forgot."""
    account = await deliveries.account(session, occasion_of(row))
    if row.totals and account.total() < sum(row.totals.values()):  # it forgets one by one, as they came to their end
        account = Counter({Delivered(state): number for state, number in row.totals.items()})
    return figures_of(account, await occasions.count_delayed(session, occasion_of(row), now))


def say_progress(texts: Texts, office: Office, row: AnnouncementRow, figures: Figures) -> Reply:
    """The live message: what is going on, the figures, what can be done."""
    state = State(row.state)
    lines = [name_of(texts, row)]
    if state is State.HELD and row.hold_until:
        lines.append(texts.say("progress.held", time=say_time(row.hold_until, office.zone, seconds=True)))
    elif state is State.SCHEDULED and row.starts:
        lines.append(texts.say("progress.scheduled", moment=say_moment(texts, row.starts, office.zone)))
    else:
        lines.append(texts.say(f"state.{state}"))
    if row.begun:
        lines += say_figures(texts, figures)
    if state is State.SENDING and figures.left:
        remaining = say_duration(texts, duration(figures.left, office.per_second))
        lines.append(texts.say("progress.remaining", remaining=remaining))
    if state is State.PAUSED and row.trouble:
        lines.append(texts.say("progress.trouble", reason=row.trouble))
    if office.one_key:
        lines.append(texts.say("announce.one_key"))
    return Reply(
        text="\n".join(lines),
        buttons=[
            Button(label=texts.say(label), reference=reference("announce", f"{row.id}:{verb}"))
            for verb, label in BUTTONS.get(state, ())
        ],
    )


def say_figures(texts: Texts, figures: Figures) -> list[str]:
    """The figures, a line each; what is nought and seldom is left out."""
    seldom = {
        "figures.uncertain": figures.uncertain,
        "figures.withdrawn": figures.withdrawn,
        "figures.lapsed": figures.lapsed,
    }
    return [
        texts.say("figures.sent", count=figures.sent, audience=figures.audience),
        texts.say("figures.unreachable", count=figures.unreachable),
        texts.say("figures.delayed", count=figures.delayed),
        texts.say("figures.failed", count=figures.failed),
        *(texts.say(key, count=count) for key, count in seldom.items() if count),
        texts.say("figures.left", count=figures.left),
    ]


def name_of(texts: Texts, row: AnnouncementRow) -> str:
    """How staff call it: number, kind, how it begins."""
    words = " ".join(row.texts.get("de", {}).get("text", "").split())
    begins = f"{words[:40].rstrip()}…" if len(words) > 40 else words  # noqa: PLR2004 - a line on a telephone
    return texts.say("announce.name", number=row.id, kind=texts.say(f"purpose.{row.kind}"), begins=begins or "–")


def say_duration(texts: Texts, takes: timedelta) -> str:
    """A duration as people say it: `etwa 6 Minuten 40`."""
    seconds = max(1, int(takes.total_seconds()))
    if seconds == 1:
        return texts.say("duration.second")
    minutes, rest = divmod(seconds, 60)
    hours, some = divmod(minutes, 60)
    if hours:
        return texts.say("duration.hours", hours=hours, minutes=some)
    if minutes > 1:
        return texts.say("duration.minutes", minutes=minutes, seconds=rest)
    return texts.say("duration.minute", seconds=rest) if minutes else texts.say("duration.seconds", seconds=seconds)


def say_time(moment: datetime, zone: ZoneInfo, *, seconds: bool = False) -> str:
    """The time of day on the wall."""
    return moment.astimezone(zone).strftime("%H:%M:%S" if seconds else "%H:%M")


def say_moment(texts: Texts, moment: datetime, zone: ZoneInfo) -> str:
    """Day and time as people say them."""
    local = moment.astimezone(zone)
    day = texts.say(f"weekday.{('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')[local.weekday()]}")
    return texts.say("announce.moment", weekday=day, day=texts.day(local.date()), time=say_time(moment, zone))
