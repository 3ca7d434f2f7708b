"""Who can help: what an alarm is about."""

from enum import StrEnum


class Danger(StrEnum):
    """Who can help. The order decides between equals: a crisis is answered with the most care."""

    CRISIS = "crisis"
    RESCUE = "rescue"
    POLICE = "police"
