"""The life of an announcement: which state allows which deed, by whom, and what comes after. Pure.

draft → requested → held → (scheduled →) sending ⇄ paused → finished or cancelled. Whoever changes it while its release
is asked for has a draft again; whoever stops it before it leaves, too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.conversation.rights import Right, may

HOLD = timedelta(seconds=60)
"""Between the release and the first message: time to stop it."""
WORD = "freigeben"
"""What the second key of an emergency types, in letters of any size."""
RECALLABLE = timedelta(hours=48)
"""Telegram lets a bot delete its messages for so long."""


class State(StrEnum):
    """How far an announcement, or a correction, is."""

    DRAFT = "draft"
    REQUESTED = "requested"
    HELD = "held"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class Deed(StrEnum):
    """What may be done with it."""

    CHANGE = "change"
    DISCARD = "discard"
    TEST = "test"
    REQUEST = "request"
    DECLINE = "decline"
    RELEASE = "release"
    STOP = "stop"
    START = "start"
    WAIT = "wait"
    MISS = "miss"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    FINISH = "finish"
    SEND_AGAIN = "send_again"
    CORRECT = "correct"
    RECALL = "recall"
    NOTE = "note"


class Refusal(StrEnum):
    """Why a deed is not done."""

    NOT_NOW = "not_now"
    """The state does not allow it, or not any more: somebody was quicker."""
    NOT_YOURS = "not_yours"
    CHANGED = "changed"
    """What was seen is not what it is now."""
    OWN = "own"
    """The author is not the second key."""
    UNTESTED = "untested"
    TEST_UNDERWAY = "test_underway"
    TEST_FAILED = "test_failed"
    INCOMPLETE = "incomplete"
    WORD = "word"
    NOBODY = "nobody"
    SAME = "same"


WAYS: Mapping[Deed, Mapping[State, State]] = {
    Deed.CHANGE: {State.DRAFT: State.DRAFT, State.REQUESTED: State.DRAFT},
    Deed.DISCARD: {State.DRAFT: State.CANCELLED, State.REQUESTED: State.CANCELLED},
    Deed.TEST: {State.DRAFT: State.DRAFT},
    Deed.REQUEST: {State.DRAFT: State.REQUESTED},
    Deed.DECLINE: {State.REQUESTED: State.DRAFT},
    Deed.RELEASE: {State.REQUESTED: State.HELD},
    Deed.STOP: {State.HELD: State.DRAFT, State.SCHEDULED: State.DRAFT},
    Deed.WAIT: {State.HELD: State.SCHEDULED},
    Deed.MISS: {State.HELD: State.DRAFT, State.SCHEDULED: State.DRAFT},
    Deed.START: {State.HELD: State.SENDING, State.SCHEDULED: State.SENDING},
    Deed.PAUSE: {State.SENDING: State.PAUSED},
    Deed.RESUME: {State.PAUSED: State.SENDING},
    Deed.CANCEL: {State.SENDING: State.CANCELLED, State.PAUSED: State.CANCELLED},
    Deed.FINISH: {State.SENDING: State.FINISHED, State.PAUSED: State.FINISHED},
    Deed.SEND_AGAIN: {State.FINISHED: State.SENDING},
    Deed.CORRECT: {state: state for state in (State.SENDING, State.PAUSED, State.FINISHED, State.CANCELLED)},
    Deed.NOTE: {state: state for state in (State.SENDING, State.PAUSED, State.FINISHED, State.CANCELLED)},
    Deed.RECALL: {
        State.SENDING: State.CANCELLED,
        State.PAUSED: State.CANCELLED,
        State.FINISHED: State.FINISHED,
        State.CANCELLED: State.CANCELLED,
    },
}
"""From which state a deed leads where. What is not here cannot be done."""

AUTHORS_OWN = frozenset({Deed.CHANGE, Deed.DISCARD, Deed.TEST, Deed.REQUEST})
"""Only the author does these."""
SECOND_KEY = frozenset({Deed.RELEASE, Deed.DECLINE})
OF_THE_CLOCK = frozenset({Deed.START, Deed.WAIT, Deed.MISS, Deed.FINISH})
"""No person does these."""


@dataclass(frozen=True, kw_only=True)
class Member:
    """Who of the staff does something."""

    id: int
    role: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How an announcement stands, as far as deeds ask for it."""

    state: State
    author: int
    version: int = 1
    tested: int = 0
    releaser: int | None = None
    emergency: bool = False
    hold_until: datetime | None = None
    starts: datetime | None = None
    run: int = 0


def refuse(deed: Deed, standing: Standing, member: Member, *, one_key: bool) -> Refusal | None:
    """Why somebody may not do this; None if they may."""
    if standing.state not in WAYS[deed]:
        return Refusal.NOT_NOW
    own, second = member.id == standing.author, may(member.role, Right.RELEASE)
    if deed in SECOND_KEY:
        if second and own and not one_key:
            return Refusal.OWN
        return None if second else Refusal.NOT_YOURS
    others_too = deed not in AUTHORS_OWN and second
    allowed = deed not in OF_THE_CLOCK and may(member.role, Right.COMPOSE) and (own or others_too)
    return None if allowed else Refusal.NOT_YOURS


def change(standing: Standing, member: Member, *, content: bool = True) -> Standing | Refusal:
    """Its words, its audience or its time change: a request is void. What was tested stays tested if its `content` is
    the same."""
    if refused := refuse(Deed.CHANGE, standing, member, one_key=False):
        return refused
    version = standing.version + 1
    tested = version if not content and standing.tested == standing.version else standing.tested
    return replace(standing, state=WAYS[Deed.CHANGE][standing.state], version=version, tested=tested)


def test(standing: Standing, member: Member) -> Standing | Refusal:
    """The author sends it to themselves."""
    if refused := refuse(Deed.TEST, standing, member, one_key=False):
        return refused
    return replace(standing, tested=standing.version)


def request(standing: Standing, member: Member) -> Standing | Refusal:
    """The author asks for its release: of a version that they have sent to themselves."""
    if refused := refuse(Deed.REQUEST, standing, member, one_key=False):
        return refused
    if standing.tested != standing.version:
        return Refusal.UNTESTED
    return replace(standing, state=State.REQUESTED)


def release(
    standing: Standing, member: Member, *, version: int, word: str, one_key: bool, now: datetime
) -> Standing | Refusal:
    """The second key turns: of exactly the version that was seen; an emergency with a typed word."""
    if refused := refuse(Deed.RELEASE, standing, member, one_key=one_key):
        return Refusal.CHANGED if refused is Refusal.NOT_NOW and version != standing.version else refused
    if version != standing.version:
        return Refusal.CHANGED
    if standing.emergency and word.strip().casefold() != WORD:
        return Refusal.WORD
    return replace(standing, state=State.HELD, releaser=member.id, hold_until=now + HOLD, run=standing.run + 1)


def step(deed: Deed, standing: Standing, member: Member, *, one_key: bool = False) -> Standing | Refusal:
    """A deed that changes nothing but the state: decline, stop, pause, resume, cancel, send again, recall, discard."""
    if refused := refuse(deed, standing, member, one_key=one_key):
        return refused
    return replace(standing, state=WAYS[deed][standing.state])


def pass_time(standing: Standing, now: datetime) -> Standing:
    """What the clock does: the hold ends, the hour comes."""
    if standing.state is State.HELD and standing.hold_until and standing.hold_until <= now:
        waits = standing.starts is not None and standing.starts > now
        return replace(standing, state=WAYS[Deed.WAIT if waits else Deed.START][standing.state])
    if standing.state is State.SCHEDULED and (standing.starts is None or standing.starts <= now):
        return replace(standing, state=WAYS[Deed.START][standing.state])
    return standing


def miss(standing: Standing) -> Standing | Refusal:
    """The hour has gone by while nobody was there to send: a draft again."""
    return _of_itself(Deed.MISS, standing)


def finish(standing: Standing) -> Standing | Refusal:
    """Every delivery has come to its end."""
    return _of_itself(Deed.FINISH, standing)


def stop_by_ledger(standing: Standing) -> Standing | Refusal:
    """Its message was refused again and again."""
    return _of_itself(Deed.PAUSE, standing)


def _of_itself(deed: Deed, standing: Standing) -> Standing | Refusal:
    way = WAYS[deed].get(standing.state)
    return replace(standing, state=way) if way else Refusal.NOT_NOW
