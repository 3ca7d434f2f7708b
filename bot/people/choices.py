"""What a person may choose about their pushes, and what a choice means. Pure."""

from collections.abc import Collection

from bot.delivery.topics import Topic

WORDING = "2026-11-23"
"""The version of the words that people agree to (`subs.consent`, `subs.joined`). Whoever changes their meaning raises
it; a test holds it to the words."""
QUIET = ("20:00-08:00", "18:00-09:00", "22:00-07:00", "")
"""The quiet hours to choose from; the last is none."""
SINGLE = frozenset(Topic) - {Topic.ALL}


def switch_on(had: Collection[str], topic: Topic) -> set[str]:
    """What somebody has who wants this as well."""
    return {*had, topic}


def switch_off(had: Collection[str], topic: Topic) -> set[str]:
    """What somebody has who does not want this any more. Whoever had everything keeps all the rest of it."""
    if topic is Topic.ALL or Topic.ALL not in had:
        return set(had) - {topic}
    return (set(had) | SINGLE) - {Topic.ALL, topic}


def is_on(had: Collection[str], topic: Topic) -> bool:
    """Whether messages on this topic come."""
    return topic in had or Topic.ALL in had
