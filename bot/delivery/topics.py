"""What one may subscribe to, and why a push comes.

It lies here, below the rooms, because they all speak of it and don't know each other: people choose topics,
announcements are addressed to them, events remind of them.

The working groups and the fields of action bear the names that the city gave them; what they are called in the chat is
in the catalogues: `topic.<key>` in full, `label.<key>` for a button.
"""

from collections.abc import Sequence
from enum import StrEnum

from bot.texts import Texts
from storage.subscriptions import EVERYTHING


class Topic(StrEnum):
    """The topics, in the order in which they are shown. Stored as they are: never rename one."""

    ALL = EVERYTHING
    WORKSHOPS = "workshops"
    REVISIONS = "revisions"
    PILOTS = "pilots"
    MEASURES = "measures"
    LIVING = "field-living"
    MOBILITY = "field-mobility"
    SUSTAINABILITY = "field-sustainability"
    LEARNING = "field-learning"
    PARTICIPATION = "group-participation"
    ENERGY = "group-energy"
    URBAN = "group-urban"
    EDUCATION = "group-education"
    ECONOMY = "group-economy"
    INFRASTRUCTURE = "group-infrastructure"


class Reason(StrEnum):
    """Why a push comes that no topic is the reason of."""

    REGISTERED = "registered"
    """For an event."""
    WISHED = "wished"
    """To be reminded of this one event."""
    ASKED = "asked"
    """A question, of which this is what became."""
    RECEIVED = "received"
    """The announcement that this one corrects."""
    DIGEST = "digest"
    """Several that came together."""
    STAFF = "staff"
    """A member of the staff, in their work."""


PAGES: Sequence[Sequence[Topic]] = (
    (Topic.ALL, Topic.WORKSHOPS, Topic.REVISIONS, Topic.PILOTS, Topic.MEASURES),
    tuple(topic for topic in Topic if topic.startswith("field-")),
    tuple(topic for topic in Topic if topic.startswith("group-")),
)
"""The topics as they stand on one screen."""


def name_topic(texts: Texts, topic: str) -> str:
    """A topic's full name in this language; a topic that is no longer known is called by its key."""
    return texts.say(f"topic.{topic}") if topic in list(Topic) else topic
