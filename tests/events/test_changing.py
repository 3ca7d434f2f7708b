"""Moved and cancelled: told once, with what people knew and what holds now; at night only what cannot wait."""

from datetime import timedelta

from bot.events.changing import changes
from bot.events.event import Event, Kind, Status, Told
from bot.events.pushes import Push, Subscription, What
from tests.events.calendar import BERLIN, an_event, berlin

OLD = "2027-04-14 17:30"
NOON = "2027-04-01 12:00"


def somebody(quiet: str = "") -> Subscription:
    return Subscription(address="browser:1", topics=frozenset({"workshops", "revisions"}), leads=(), quiet=quiet)


def a_changed_event(start: str, changed: str, **values) -> Event:
    kind = values.get("kind", Kind.WORKSHOP)
    told = Told(start=berlin(OLD), end=berlin(OLD) + timedelta(hours=2), place="Rathaus, Kornmarkt 12")
    return an_event(start, **{"told": told, "changed": berlin(changed), "kind": kind} | values)


def at(event: Event, now: str, quiet: str = "") -> list[Push]:
    return [push for change in changes([event], [somebody(quiet)], berlin(now), BERLIN) for push in change.pushes]


def test_a_new_date_is_told_when_it_has_settled():
    event = a_changed_event("2027-04-15 17:30", NOON)
    assert changes([event], [somebody()], berlin("2027-04-01 12:09"), BERLIN) == []
    (push,) = at(event, "2027-04-01 12:10")
    assert (push.what, push.occasion) == (What.MOVED, "workshop:17:moved:1")
    assert (push.leaves, push.lapses) == (berlin("2027-04-01 12:10"), berlin("2027-04-15 17:30"))


def test_a_new_place_is_told_as_well():
    assert [push.what for push in at(a_changed_event(OLD, NOON, place="Bibliothek"), "2027-04-01 12:10")] == [
        What.MOVED
    ]


def test_what_was_taken_back_is_not_told_but_settled():
    (change,) = changes([a_changed_event(OLD, NOON)], [somebody()], berlin("2027-04-01 12:10"), BERLIN)
    assert (change.what, list(change.pushes)) == (None, [])


def test_a_cancellation_is_told_at_once():
    (push,) = at(a_changed_event(OLD, NOON, status=Status.CANCELLED), NOON)
    assert (push.what, push.occasion, push.leaves) == (What.CANCELLED, "workshop:17:cancelled:1", berlin(NOON))


def test_at_night_a_cancellation_waits_for_the_morning_unless_it_is_less_than_12_hours_ahead():
    night = "20:00-08:00"
    early = a_changed_event(OLD, "2027-04-13 23:00", status=Status.CANCELLED)
    (push,) = at(early, "2027-04-13 23:00", night)
    assert push.leaves == berlin("2027-04-14 08:00")
    (push,) = at(early, "2027-04-14 05:31", night)
    assert push.leaves == berlin("2027-04-14 05:31")


def test_a_morning_that_would_be_too_late_is_not_waited_for():
    event = a_changed_event(OLD, "2027-04-14 04:00", status=Status.CANCELLED)
    (push,) = at(event, "2027-04-14 04:00", "03:00-18:00")
    assert push.leaves == berlin("2027-04-14 04:00")


def test_an_event_that_is_on_again_is_told_of():
    cancelled = Told(start=berlin(OLD), end=berlin(OLD) + timedelta(hours=2), place="", cancelled=True)
    event = a_changed_event(OLD, NOON, told=cancelled, changes=1)
    (push,) = at(event, "2027-04-01 12:10")
    assert (push.what, push.occasion) == (What.RESTORED, "workshop:17:restored:2")


def test_what_is_over_is_told_to_nobody():
    assert at(a_changed_event("2027-04-14 16:00", "2027-04-14 18:00"), "2027-04-14 18:10") == []
    assert at(a_changed_event(OLD, "2027-04-14 18:00", status=Status.CANCELLED), "2027-04-14 18:10") == []


def test_a_longer_consultation_is_told_of_while_it_runs():
    longer = a_changed_event(OLD, "2027-04-14 18:00", kind=Kind.CONSULTATION, end=berlin("2027-04-20 12:00"))
    (push,) = at(longer, "2027-04-14 18:10")
    assert (push.what, push.lapses) == (What.MOVED, berlin("2027-04-20 12:00"))


def test_who_does_not_care_hears_nothing():
    other = Subscription(address="browser:2", topics=frozenset({"pilots"}), leads=())
    (change,) = changes([a_changed_event("2027-04-15 17:30", NOON)], [other], berlin("2027-04-02 12:00"), BERLIN)
    assert list(change.pushes) == []
