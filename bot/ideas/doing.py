"""One deed of the staff as a plain value, wherever it was typed: in the chat, in the console, for several at once."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.ideas import handling, linking, merging, rulings
from bot.ideas.lifeline import Outcome, Ruling, Trouble
from bot.ideas.office import Done, IdeaOffice
from storage.database import Session
from storage.ideas import Stage
from storage.staff import StaffRow


class Act(StrEnum):
    """What the staff can do with an idea."""

    TAKE = "take"
    ACCEPT = "accept"
    ASK_BACK = "ask_back"
    REFUSE = "refuse"
    MERGE = "merge"
    ASSIGN = "assign"
    DECIDE = "decide"
    FINISH = "finish"
    LINK = "link"
    DISCUSS = "discuss"
    SET_BACK = "set_back"
    PART = "part"
    TAKE_OVER = "take_over"


OFFERED: Mapping[str, Sequence[Act]] = {
    Stage.RECEIVED: (Act.ACCEPT, Act.ASK_BACK, Act.REFUSE, Act.MERGE),
    Stage.MODERATION: (Act.ACCEPT, Act.ASK_BACK, Act.REFUSE, Act.MERGE),
    Stage.PUBLIC: (Act.ASSIGN, Act.DECIDE, Act.ASK_BACK, Act.MERGE, Act.LINK, Act.DISCUSS),
    Stage.ASSESSING: (Act.DECIDE, Act.ASSIGN, Act.ASK_BACK, Act.MERGE, Act.LINK, Act.DISCUSS, Act.SET_BACK),
    Stage.DECIDED: (Act.FINISH, Act.LINK, Act.DISCUSS, Act.SET_BACK),
    Stage.DONE: (Act.LINK, Act.SET_BACK),
    Stage.MERGED: (Act.PART,),
}
"""What can be done in which stage, the likeliest first."""

FIELDS: Mapping[Act, Sequence[str]] = {
    Act.ASK_BACK: ("text",),
    Act.REFUSE: ("reason", "text"),
    Act.MERGE: ("other",),
    Act.ASSIGN: ("unit",),
    Act.DECIDE: ("outcome", "part", "when", "text"),
    Act.FINISH: ("text",),
    Act.LINK: ("part",),
    Act.DISCUSS: ("event",),
    Act.SET_BACK: ("text",),
}
"""What has to be said beside it, in this order."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """A deed with all that was said beside it. `seen` is the version that somebody had before their eyes."""

    act: Act
    id: int
    seen: int
    text: str = ""
    reason: str = ""
    outcome: str = ""
    part: str = ""
    when: str = ""
    unit: str = ""
    holder: int | None = None
    other: str = ""
    event: str = ""

    def as_text(self) -> str:
        """For the open form."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Task":
        """From the open form."""
        data = json.loads(text)
        return cls(**data | {"act": Act(data["act"])})

    def given(self, field: str, value: str) -> "Task":
        """The same with one thing more said."""
        values: dict[str, str] = {field: value}
        return replace(self, **values)  # type: ignore[arg-type]


def offered(stage: str, holder: int | None, member: int) -> Sequence[Act]:
    """What a member can do with an idea that `holder` looks after: what nobody has is taken, what a colleague has is
    taken over. Pure."""
    acts = OFFERED.get(stage, ())
    if holder == member or not acts or stage == Stage.MERGED:
        return acts
    return (Act.TAKE if holder is None else Act.TAKE_OVER, *acts)


def fields_of(task: Task) -> Sequence[str]:
    """What has to be said for this deed: a decision says project and date only where it promises something. Pure."""
    left_out: set[str] = set()
    if task.act is Act.DECIDE:
        if task.outcome not in (Outcome.WILL_BE_DONE, Outcome.STRATEGY):
            left_out = {"part", "when"}
        elif task.outcome == Outcome.STRATEGY:
            left_out = {"when"}
    return [field for field in FIELDS.get(task.act, ()) if field not in left_out]


def next_field(task: Task) -> str | None:
    """What is still to be said; None: all is. Pure."""
    return next((field for field in fields_of(task) if not getattr(task, field)), None)


def read_number(typed: str) -> int | None:
    """The number of an idea as people write it: `I-0388`, `388`. Pure."""
    digits = typed.strip().upper().removeprefix("I-").lstrip("0")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else None  # noqa: PLR2004


Deed = Callable[[Session, IdeaOffice, Task, StaffRow, datetime], Awaitable[Done | Trouble | list[Trouble]]]

DEEDS: Mapping[Act, Deed] = {
    Act.TAKE: lambda s, o, t, by, now: handling.take(s, o, t.id, by, now),
    Act.TAKE_OVER: lambda s, o, t, by, now: handling.take(s, o, t.id, by, now, over=True),
    Act.ACCEPT: lambda s, o, t, by, now: handling.accept(s, o, t.id, by, now, seen=t.seen),
    Act.ASK_BACK: lambda s, o, t, by, now: handling.ask_back(s, o, t.id, by, now, seen=t.seen, text=t.text),
    Act.REFUSE: lambda s, o, t, by, now: rulings.refuse(s, o, t.id, by, now, seen=t.seen, reason=t.reason, text=t.text),
    Act.MERGE: lambda s, o, t, by, now: merging.merge(
        s, o, t.id, by, now, into=read_number(t.other) or t.id, seen=t.seen
    ),
    Act.ASSIGN: lambda s, o, t, by, now: handling.assign(
        s, o, t.id, by, now, seen=t.seen, unit=t.unit, holder=t.holder
    ),
    Act.DECIDE: lambda s, o, t, by, now: rulings.decide(s, o, t.id, by, now, seen=t.seen, ruling=_ruling(t)),
    Act.FINISH: lambda s, o, t, by, now: handling.finish(s, o, t.id, by, now, seen=t.seen, text=t.text),
    Act.LINK: lambda s, o, t, by, now: linking.link(s, o, t.id, by, now, seen=t.seen, part=t.part),
    Act.DISCUSS: lambda s, o, t, by, now: linking.discuss(s, o, t.id, by, now, seen=t.seen, event=t.event),
    Act.SET_BACK: lambda s, o, t, by, now: handling.set_back(s, o, t.id, by, now, seen=t.seen, text=t.text),
    Act.PART: lambda s, o, t, by, now: merging.part(s, o, t.id, by, now, seen=t.seen),
}


async def do(session: Session, office: IdeaOffice, task: Task, by: StaffRow, now: datetime) -> Done | list[Trouble]:
    """Do it, or say all that stands in the way."""
    done = await DEEDS[task.act](session, office, task, by, now)
    return [done] if isinstance(done, Trouble) else done


async def do_all(
    session: Session, office: IdeaOffice, tasks: Sequence[Task], by: StaffRow, now: datetime
) -> list[tuple[int, Done | list[Trouble]]]:
    """The same deed for several ideas, each looked at by itself; what came of each, by number."""
    ordered = sorted(tasks, key=lambda task: task.id)  # two who do this at once hold ideas in the same order
    return [(task.id, await do(session, office, task, by, now)) for task in ordered]


def _ruling(task: Task) -> Ruling:
    return Ruling(outcome=task.outcome or None, answer=task.text, part_of=task.part, when=task.when)
