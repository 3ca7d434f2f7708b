"""Reminders: once, at the right hour by the clock on the wall, late if that is still of use, and never at night."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.moments import first_allowed
from bot.delivery.topics import Reason
from bot.events.event import Kind, Status, Told
from bot.events.leads import read_lead
from bot.events.planning import LONGEST_DELAY, MOST_AHEAD, due, place
from bot.events.pushes import Lapse, Own, Push, Subscription
from tests.events.calendar import BERLIN, an_event, berlin

MINUTE = timedelta(minutes=1)
NIGHT = "20:00-08:00"


def somebody(*leads: str, **values) -> Subscription:
    preset = {"address": "browser:1", "topics": frozenset({"all"}), "leads": tuple(map(read_lead, leads or ("P1D",)))}
    return Subscription(**preset | values)


def plan(event, now: str, *subscriptions: Subscription, since: str | None = None) -> list[Push]:
    moment = berlin(now)
    mark = berlin(since) if since else moment - MINUTE
    return due([event], subscriptions or [somebody()], mark, moment, LONGEST_DELAY, BERLIN)


def told(pushes: list[Push]) -> list[tuple[str, str | None]]:
    return [(push.occasion, push.lapsed) for push in pushes]


def test_a_reminder_is_due_when_its_moment_has_come_and_not_before():
    event = an_event("2027-04-14 17:30")
    assert told(plan(event, "2027-04-13 17:29")) == []
    assert told(plan(event, "2027-04-13 17:30")) == [("workshop:17:one-day", None)]
    assert plan(event, "2027-04-13 17:30")[0].leaves == berlin("2027-04-13 17:30")
    assert told(plan(event, "2027-04-13 18:00")) == []  # planned long ago


@pytest.mark.parametrize(
    ("start", "at"),
    [
        ("2026-10-25 18:00", "2026-10-24 18:00"),
        ("2027-03-28 18:00", "2027-03-27 18:00"),
        ("2026-10-26 02:30", "2026-10-25 02:30"),
        ("2027-03-29 02:30", "2027-03-28 03:30"),
    ],
)
def test_the_clock_on_the_wall_counts_also_in_the_two_nights(start, at):
    event, moment = an_event(start), berlin(at)
    first = next(
        now
        for now in (moment + minute * MINUTE for minute in range(-180, 180))
        if due([event], [somebody()], now - MINUTE, now, LONGEST_DELAY, BERLIN)
    )
    assert first == moment


def test_late_within_the_window_it_is_still_sent_past_it_it_lapses():
    event = an_event("2027-04-14 17:30")
    late = plan(event, "2027-04-14 10:00", since="2027-04-10 00:00")
    assert told(late) == [("workshop:17:one-day", None)]
    assert late[0].leaves == berlin("2027-04-14 10:00")
    week = somebody("P1W")
    assert told(plan(event, "2027-04-10 17:00", week, since="2027-04-01 00:00")) == [("workshop:17:one-week", None)]
    assert told(plan(event, "2027-04-10 18:00", week, since="2027-04-01 00:00")) == [
        ("workshop:17:one-week", Lapse.LATE)
    ]


def test_nothing_is_sent_after_the_event_has_begun():
    assert told(plan(an_event("2027-04-14 17:30"), "2027-04-14 17:30", since="2027-04-12 00:00")) == [
        ("workshop:17:one-day", Lapse.BEGUN)
    ]


def test_of_several_that_come_late_the_last_one_is_sent():
    late = plan(
        an_event("2027-04-14 17:30"), "2027-04-14 16:00", somebody("P1D", "PT2H", "P1W"), since="2027-04-01 00:00"
    )
    assert sorted(told(late)) == [
        ("workshop:17:one-day", Lapse.OVERTAKEN),
        ("workshop:17:one-week", Lapse.LATE),
        ("workshop:17:two-hours", None),
    ]


def test_quiet_hours_are_waited_for_while_the_event_is_ahead():
    night = somebody("PT2H", quiet=NIGHT)
    waits = plan(an_event("2027-04-14 09:00"), "2027-04-14 07:00", night)
    assert (told(waits), waits[0].leaves) == ([("workshop:17:two-hours", None)], berlin("2027-04-14 08:00"))


def test_what_would_be_too_late_after_quiet_hours_goes_before_them():
    night = somebody("PT2H", quiet=NIGHT)
    event = an_event("2027-04-14 08:00")
    assert plan(event, "2027-04-13 19:44", night) == []
    early = plan(event, "2027-04-13 19:45", night)
    assert (told(early), early[0].leaves) == ([("workshop:17:two-hours", None)], berlin("2027-04-13 19:45"))
    assert told(plan(event, "2027-04-13 23:00", night)) == [("workshop:17:two-hours", Lapse.QUIET)]


def test_in_quiet_hours_two_reminders_become_one():
    night = somebody("PT4H", "PT2H", quiet=NIGHT)
    event = an_event("2027-04-14 09:30")
    assert told(plan(event, "2027-04-14 05:30", night)) == [("workshop:17:pt4h", Lapse.OVERTAKEN)]
    assert told(plan(event, "2027-04-14 07:30", night)) == [("workshop:17:two-hours", None)]


def test_only_who_wants_to_hear_of_it_does():
    event = an_event(topics=frozenset({"field-mobility"}))
    for topics, reason in [
        ({"all"}, "all"),
        ({"workshops"}, "workshops"),
        ({"field-mobility", "all"}, "field-mobility"),
    ]:
        pushes = plan(event, "2027-04-13 17:30", somebody(topics=frozenset(topics)))
        assert [push.reason for push in pushes] == [reason]
    for topics in ({"revisions"}, {"field-living"}, set()):
        assert plan(event, "2027-04-13 17:30", somebody(topics=frozenset(topics))) == []
    registered = somebody(topics=frozenset(), own={"17": Own(leads=(read_lead("P1D"),), reason=Reason.REGISTERED)})
    assert [push.reason for push in plan(event, "2027-04-13 17:30", registered)] == ["registered"]


def test_what_somebody_chose_for_one_event_holds_instead_of_what_they_chose_for_all():
    event = an_event()
    week = Own(leads=(read_lead("P1W"),), since=berlin("2027-04-01 12:00"))
    assert plan(event, "2027-04-13 17:30", somebody(own={"17": week})) == []
    (push,) = plan(event, "2027-04-07 17:30", somebody(own={"17": week}))
    assert (push.occasion, push.reason) == ("workshop:17:one-week", "all")
    assert plan(event, "2027-04-07 17:30", somebody(own={"18": week})) == []
    stranger = somebody(topics=frozenset(), own={"17": week})
    assert plan(event, "2027-04-07 17:30", stranger) == []
    wishing = somebody(topics=frozenset(), own={"17": replace(week, reason=Reason.WISHED)})
    assert [push.reason for push in plan(event, "2027-04-07 17:30", wishing)] == ["wished"]
    late = somebody(own={"17": replace(week, since=berlin("2027-04-07 17:31"))})
    assert plan(event, "2027-04-07 17:32", late) == []  # what was due before is said at once where it is chosen
    waiting = somebody(own={"17": Own(leads=(), reason=Reason.REGISTERED)})
    assert plan(event, "2027-04-13 17:30", waiting) == []


def test_nobody_hears_of_what_only_staff_know_or_what_was_cancelled():
    for status in (Status.PLANNED, Status.CANCELLED, Status.OVER):
        assert plan(an_event(status=status), "2027-04-13 17:30") == []


def test_what_was_due_before_somebody_subscribed_or_the_event_was_announced_is_no_reminder():
    later = berlin("2027-04-13 17:30")
    assert plan(an_event(since=later), "2027-04-13 17:31") == []
    assert plan(an_event(), "2027-04-13 17:31", somebody(since=later)) == []


def test_what_is_committed_late_is_found_behind_the_mark():
    event, moment = an_event("2027-04-14 17:30"), berlin("2027-04-13 17:30")
    found = due([event], [somebody()], moment + 5 * MINUTE, moment + 6 * MINUTE, LONGEST_DELAY, BERLIN)
    assert told(found) == [("workshop:17:one-day", None)]


def test_a_change_that_settles_holds_reminders_up_and_then_says_it_itself():
    moment = berlin("2027-04-13 17:30")
    old = Told(start=berlin("2027-04-14 17:30"), end=berlin("2027-04-14 19:30"), place="Bibliothek")
    event = an_event("2027-04-14 17:30", told=old, changed=moment - 5 * MINUTE)
    assert plan(event, "2027-04-13 17:31") == []
    known = replace(event, changed=None, told=replace(old, place=event.place, at=moment + 5 * MINUTE), changes=1)
    assert told(plan(known, "2027-04-13 17:36")) == [("workshop:17:one-day", Lapse.CHANGED)]
    taken_back = replace(event, place="Bibliothek", changed=None)
    assert told(plan(taken_back, "2027-04-13 17:36")) == [("workshop:17:one-day", None)]


def test_with_a_new_date_there_are_new_reminders():
    assert told(plan(an_event(dates=1), "2027-04-13 17:30")) == [("workshop:17:one-day:2", None)]


def test_a_consultation_is_told_of_when_it_opens_and_three_days_before_its_end():
    event = an_event("2027-05-03 00:00", kind=Kind.CONSULTATION, end=berlin("2027-06-01 00:00"), whole_day=True)
    assert told(plan(event, "2027-05-03 09:00")) == [("consultation:17:opens", None)]
    assert told(plan(event, "2027-05-29 09:00")) == [("consultation:17:three-days-left", None)]


moments = st.builds(
    lambda minutes: datetime(2026, 10, 24, tzinfo=UTC) + timedelta(minutes=minutes), st.integers(0, 3 * 24 * 60)
) | st.builds(
    lambda minutes: datetime(2027, 3, 27, tzinfo=UTC) + timedelta(minutes=minutes), st.integers(0, 3 * 24 * 60)
)
quiets = st.sampled_from(["", NIGHT, "22:00-07:00", "02:30-02:00", "01:30-02:30", "08:05-08:00", "12:00-12:00"])


@settings(max_examples=300)
@given(moments, st.integers(1, 24 * 60), quiets)
def test_a_place_is_outside_quiet_hours_and_before_the_event(moment, ahead, quiet):
    lapses = moment + ahead * MINUTE
    leaves = place(moment, lapses, quiet, BERLIN)
    if leaves is not None:
        assert leaves < lapses
        assert first_allowed(leaves, quiet, BERLIN) == leaves
        assert moment - MOST_AHEAD <= leaves
    if not quiet:
        assert leaves == moment


@settings(max_examples=40, deadline=None)
@given(
    starts=st.lists(moments, min_size=1, max_size=2),
    leads=st.lists(st.sampled_from(["P1W", "P1D", "PT2H", "PT30M"]), min_size=1, max_size=3, unique=True),
    quiet=quiets,
    stops=st.lists(st.integers(1, 4 * 24 * 60), max_size=4),
)
def test_however_often_it_is_looked_every_reminder_has_one_end_and_none_comes_too_late(starts, leads, quiet, stops):
    """A tick every two hours with stops of up to four days: a dictionary stands in for the ledger's unique key."""
    events = [an_event(start, id=str(number)) for number, start in enumerate(starts)]
    person = somebody(*leads, quiet=quiet)
    now = mark = min(starts) - timedelta(days=8)
    ends = max(starts) + timedelta(hours=3)
    ledger: dict[str, Push] = {}
    halts = iter(stops)
    while mark < ends:
        now += timedelta(minutes=next(halts, 120))
        for push in due(events, [person], mark, now, LONGEST_DELAY, BERLIN):
            ledger.setdefault(push.occasion, push)
        mark = max(mark, now)
    assert len(ledger) == len(events) * len(leads)
    for push in ledger.values():
        if push.lapsed is None:
            assert push.leaves < push.event.start
            assert first_allowed(push.leaves, quiet, BERLIN) == push.leaves
            assert push.leaves >= push.moment - timedelta(days=1, minutes=15)
