"""What Telegram and the network may do wrong, ordered by a test: for a method, a chat, so many times, or a share."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from .clock import TownClock
from .errors import Refused, too_many_requests

HTML_PAGE = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>502 Bad Gateway</h1></body>\r\n</html>\r\n"
)


@dataclass(eq=False)
class Fault:
    """One ordered fault; `hits` counts how often it struck, `early` the calls that came inside a 429's pause."""

    kind: str
    methods: frozenset[str] | None = None
    chats: frozenset[int] | None = None
    times: int | None = 1
    share: float = 1.0
    seconds: float = 0.0
    refusal: Refused | None = None
    status: int = 502
    body: str = ""
    takes_effect: bool = False
    hold: bool = False
    until: float = 0.0
    hits: int = 0
    early: int = 0

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "hits": self.hits, "early": self.early, "times": self.times}


@dataclass
class Faults:
    """The faults that wait to strike (`orders`) or ever did (`all`).

    Every order takes `method`, `chat`, `times` (None: for ever) and `share` (of the calls, by a seeded die).
    """

    clock: TownClock
    random: Random = field(default_factory=lambda: Random(0))
    orders: list[Fault] = field(default_factory=list)
    all: list[Fault] = field(default_factory=list)

    def refuse(self, code: int, description: str, parameters: dict[str, Any] | None = None, **where: Any) -> Fault:
        """Any refusal in Telegram's form."""
        return self._order("refuse", refusal=Refused(code, description, parameters), **where)

    def too_many_requests(self, retry_after: int = 3, *, hold: bool = False, **where: Any) -> Fault:
        """429; with `hold`, every matching call is refused until the time is over on the town's clock."""
        return self._order(
            "too many requests",
            refusal=too_many_requests(retry_after),
            seconds=float(retry_after),
            hold=hold,
            **where,
        )

    def forbidden(self, reason: str = "bot was blocked by the user", **where: Any) -> Fault:
        return self.refuse(403, f"Forbidden: {reason}", **where)

    def unauthorized(self, **where: Any) -> Fault:
        return self.refuse(401, "Unauthorized", **where)

    def server_error(self, status: int = 502, body: str = HTML_PAGE, **where: Any) -> Fault:
        """5xx with a page for people instead of JSON."""
        return self._order("server error", status=status, body=body, **where)

    def empty(self, status: int = 200, **where: Any) -> Fault:
        """An answer without a body; `takes_effect=True` carries the call out before."""
        return self._order("empty", status=status, **where)

    def cut(self, **where: Any) -> Fault:
        """The connection is cut instead of an answer; `takes_effect=True` carries the call out before."""
        return self._order("cut", **where)

    def silence(self, **where: Any) -> Fault:
        """Half open: no answer, ever; `takes_effect=True` carries the call out before."""
        return self._order("silence", **where)

    def late(self, seconds: float, **where: Any) -> Fault:
        """The call is carried out at once and answered so many (real) seconds later."""
        return self._order("late", seconds=seconds, takes_effect=True, **where)

    def latency(self, seconds: float, **where: Any) -> Fault:
        """Everything takes so many (real) seconds longer, also what another fault strikes; until cleared."""
        where.setdefault("times", None)
        return self._order("latency", seconds=seconds, **where)

    def clear(self) -> None:
        self.orders.clear()

    def strike(self, method: str, chat_id: Any) -> tuple[float, Fault | None]:
        """The latency of this call and the fault that strikes it."""
        if not self.orders:
            return 0.0, None
        latency, striking = 0.0, None
        for fault in list(self.orders):
            if not _meant(fault, method, chat_id):
                continue
            if fault.kind == "latency":
                latency += fault.seconds
                self._spend(fault)
            elif striking is None and self._strikes(fault):
                striking = fault
        return latency, striking

    def refusal_of(self, fault: Fault) -> Refused:
        """Telegram's words for a fault that refuses; a pause counts down."""
        if fault.hold and fault.hits > 1:
            return too_many_requests(max(1, math.ceil(fault.until - self.clock.time())))
        if fault.refusal is None:
            raise ValueError(f"a fault of kind {fault.kind!r} refuses nothing")
        return fault.refusal

    def _order(self, kind: str, method: Any = None, chat: Any = None, **how: Any) -> Fault:
        fault = Fault(kind, _names(method), _ids(chat), **how)
        self.orders.append(fault)
        self.all.append(fault)
        return fault

    def _strikes(self, fault: Fault) -> bool:
        if fault.hold:
            return self._holds(fault)
        if fault.share < 1.0 and self.random.random() >= fault.share:
            return False
        self._spend(fault)
        return True

    def _holds(self, fault: Fault) -> bool:
        now = self.clock.time()
        if fault.hits == 0:
            fault.until = now + fault.seconds
        elif now >= fault.until:
            self.orders.remove(fault)
            return False
        else:
            fault.early += 1
        fault.hits += 1
        return True

    def _spend(self, fault: Fault) -> None:
        fault.hits += 1
        if fault.times is not None and fault.hits >= fault.times:
            self.orders.remove(fault)


def _meant(fault: Fault, method: str, chat_id: Any) -> bool:
    if fault.methods is not None and method.lower() not in fault.methods:
        return False
    return fault.chats is None or chat_id in fault.chats


def _names(method: str | Iterable[str] | None) -> frozenset[str] | None:
    if method is None:
        return None
    return frozenset(name.lower() for name in ([method] if isinstance(method, str) else method))


def _ids(chat: Any) -> frozenset[int] | None:
    """A person, a group, an id, or several of them."""
    if chat is None:
        return None
    several: Iterable[Any] = chat if isinstance(chat, list | tuple | set | frozenset) else [chat]
    return frozenset(getattr(one, "id", one) for one in several)
