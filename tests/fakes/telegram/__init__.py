"""A strict Telegram Bot API for tests: real HTTP, Telegram's refusals and rules of delivery, and people to play.

`town.py` puts it together. The bot's side: `server.py` (HTTP), `methods/` (what each method does), `formatting.py`,
`markup.py`, `keyboards.py`, `chats.py`, `replying.py` (what is refused), `updates.py` and `webhook.py` (delivery),
`faults.py` and `flood.py` (what goes wrong), `record.py` (what was asked). The people's side: `people.py`,
`presents.py`, `groups.py`, `seen.py`, `hearing.py`. For other processes: `control.py`, `remote.py`, `__main__.py`.
"""

from .groups import Channel, Group
from .people import Person
from .seen import Seen
from .town import DEFAULT_TOKEN, FakeTelegram

__all__ = ["DEFAULT_TOKEN", "Channel", "FakeTelegram", "Group", "Person", "Seen"]
