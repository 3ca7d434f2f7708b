"""The methods of the Bot API that the fake knows, by their lower-case names."""

from . import editing, looking, presses, profile, receiving, sending
from .asked import Asked, Method, Remarked, Written

METHODS: dict[str, Method] = {
    **sending.METHODS,
    **editing.METHODS,
    **presses.METHODS,
    **receiving.METHODS,
    **profile.METHODS,
    **looking.METHODS,
}

__all__ = ["METHODS", "Asked", "Method", "Remarked", "Written"]
