"""Two members of the staff change one event: what each has typed, against what both began with. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.events.fields import EVERY, Fields

TOGETHER = (("start", "end"), ("next-step", "next-day"))
"""Fields that only make sense with each other: whoever changes one, changes both."""


@dataclass(frozen=True, kw_only=True)
class Merged:
    """The fields as they would be saved."""

    fields: Mapping[str, str]
    theirs: Mapping[str, str]
    """What others have changed meanwhile and we have not: it stays."""
    conflicts: Mapping[str, tuple[str, str]]
    """What both have changed, by field: theirs, ours. Nothing may be saved before somebody has decided."""


def merge(base: Fields, now: Fields, mine: Fields) -> Merged:
    """`base`: how it was when I began; `now`: how it is; `mine`: what I have typed."""
    changed = {
        who: _with_partners({name for name in EVERY if fields.get(name, "") != base.get(name, "")})
        for who, fields in (("they", now), ("me", mine))
    }
    differ = {name for name in EVERY if now.get(name, "") != mine.get(name, "")}
    both = changed["they"] & changed["me"] & differ
    return Merged(
        fields={name: (mine if name in changed["me"] else now).get(name, "") for name in EVERY},
        theirs={name: now.get(name, "") for name in EVERY if name in (changed["they"] - changed["me"]) & differ},
        conflicts={name: (now.get(name, ""), mine.get(name, "")) for name in EVERY if name in both},
    )


def _with_partners(names: set[str]) -> set[str]:
    return names | {name for pair in TOGETHER if names & set(pair) for name in pair}
