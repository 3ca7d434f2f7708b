"""One call on its way through the fake, and the shapes that its result may have."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..parameters import Parameters
from ..world import World

if TYPE_CHECKING:
    from ..town import FakeTelegram


@dataclass(slots=True)
class Asked:
    """What a method gets; it returns the result of the call or raises Refused."""

    params: Parameters
    town: "FakeTelegram"

    @property
    def world(self) -> World:
        return self.town.world


@dataclass(frozen=True, slots=True)
class Remarked:
    """A result with the remark that Telegram adds to some answers."""

    value: Any
    remark: str


@dataclass(frozen=True, slots=True)
class Written:
    """A result whose JSON stands already: updates go out as they were when they came."""

    value: Any
    text: str


Method = Callable[[Asked], Any | Awaitable[Any]]
