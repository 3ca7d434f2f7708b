"""Telegram's flood limits, off until a test sets them: so many messages a second, a chat, a group's minute."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from .clock import TownClock
from .errors import too_many_requests

SENDING = frozenset(
    [
        "sendmessage",
        "sendphoto",
        "senddocument",
        "sendlocation",
        "sendvenue",
        "editmessagetext",
        "editmessagecaption",
        "editmessagereplymarkup",
    ]
)
MINUTE = 60.0


@dataclass
class FloodLimits:
    """Sliding windows on the town's clock; who sends too fast gets a 429 and is told how long to wait."""

    clock: TownClock
    per_second: int | None = 30
    per_chat_second: int | None = 1
    per_group_minute: int | None = 20
    refused: int = 0
    _all: deque[float] = field(default_factory=deque)
    _chats: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def check(self, method: str, chat_id: object) -> None:
        """Count one call or refuse it."""
        if method not in SENDING or not isinstance(chat_id, int):
            return
        now = self.clock.time()
        windows = [(self._all, self.per_second, 1.0)]
        if chat_id < 0:
            windows.append((self._chats[chat_id], self.per_group_minute, MINUTE))
        else:
            windows.append((self._chats[chat_id], self.per_chat_second, 1.0))
        for sent, limit, span in windows:
            while sent and sent[0] <= now - span:
                sent.popleft()
            if limit is not None and len(sent) >= limit:
                self.refused += 1
                raise too_many_requests(max(1, math.ceil(sent[0] + span - now)))
        for sent, _, _ in windows:
            sent.append(now)
