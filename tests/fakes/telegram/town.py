"""FakeTelegram: a whole Telegram with one bot in it, put together; tests start here."""

import itertools
from collections.abc import Callable
from datetime import datetime
from typing import Any, Self

from .clock import TownClock
from .control import Control
from .errors import Refused
from .faults import Faults
from .flood import FloodLimits
from .groups import BotItself, Channel, Group
from .parameters import Parameters
from .people import Person
from .record import Call, Record
from .server import Server
from .updates import UpdateQueue
from .webhook import Webhook
from .world import World

DEFAULT_TOKEN = "4839574812:AAFakeTokenOfTheTownOfGera-00000000"


class FakeTelegram:
    """A strict Bot API server over real HTTP, with people who talk to the bot.

    `async with FakeTelegram() as town`, or `await town.start()` and `await town.stop()`; the application gets
    `town.token` and `town.url` (`base_url=f"{town.url}/bot"`). `now` puts the application's clock in place of
    the town's own; `http_webhooks` lets a webhook be plain HTTP on any port; `control` opens `/control/…`.
    """

    def __init__(
        self,
        token: str = DEFAULT_TOKEN,
        *,
        username: str = "gera_bot",
        name: str = "Gera",
        now: Callable[[], datetime] | None = None,
        http_webhooks: bool = False,
        control: bool = False,
    ):
        self.token = token
        self.http_webhooks = http_webhooks
        self.clock = TownClock(now)
        self._names = (username, name)
        self.record = Record()
        self.server = Server(self)
        self.control = Control(self) if control else None
        self._furnish()

    def _furnish(self) -> None:
        """An empty town; what was before is forgotten."""
        username, name = self._names
        self.world = World(self.clock, int(self.token.partition(":")[0]), username, name)
        self.bot = BotItself(self.world.bot)
        self.updates = UpdateQueue(self.clock)
        self.webhook = Webhook(self.updates, self.clock, self._call_from_webhook)
        self.faults = Faults(self.clock)
        self.limits: FloodLimits | None = None
        self.revoked = False
        self.people: dict[int, Person] = {}
        self.groups: list[Group] = []
        self._ids = itertools.count(5_000_000_001)
        self._group_ids = itertools.count(4_000_000_001)
        self._supergroup_ids = itertools.count(1_000_002_000_000_001)
        self.record.clear()

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> Self:
        await self.server.start(host, port)
        return self

    async def stop(self) -> None:
        await self.webhook.remove()
        await self.server.stop()

    async def reset(self) -> None:
        """Begin anew on the same port, with the same token."""
        await self.webhook.remove()
        self.updates.interrupt("the fake was reset")
        self._furnish()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        return f"http://{self.server.host}:{self.server.port}"

    def person(self, first_name: str = "Ann", *, started: bool = False, **about: Any) -> Person:
        """Somebody new; `started` when the bot may write first. `about`: language_code, username, last_name, id."""
        person = Person(self, about.pop("id", None) or next(self._ids), first_name, started=started, **about)
        self.people[person.id] = person
        return person

    def group(self, title: str = "Lusan", *members: Person | BotItself, kind: str = "group") -> Group:
        """A new group with these members; the first person owns it."""
        number = next(self._group_ids) if kind == "group" else self.next_supergroup_id()
        group = Group(self, -abs(number), title, kind)
        self.groups.append(group)
        group.add(*members)
        return group

    def channel(self, title: str = "Amtsblatt", username: str = "") -> Channel:
        channel = Channel(self, self.next_supergroup_id(), title, "channel", username)
        self.groups.append(channel)
        return channel

    def next_supergroup_id(self) -> int:
        return -next(self._supergroup_ids)

    def offer(self, raw: Any) -> int:
        """Queue a raw update, also a malformed or repeated one; gives its update_id."""
        return self.updates.offer(raw)

    def calls(self, method: str | None = None, chat: Any = None) -> list[Call]:
        """What the bot asked, of one method and one chat (a person, a group or an id)."""
        return self.record.of(method, getattr(chat, "id", chat))

    def limit(self, **limits: Any) -> FloodLimits:
        """Keep Telegram's flood limits from now on: per_second, per_chat_second, per_group_minute."""
        self.limits = FloodLimits(self.clock, **limits)
        return self.limits

    def revoke_token(self) -> None:
        """From now on every call gets 401."""
        self.revoked = True

    def check_token(self, token: str) -> None:
        if token == self.token and not self.revoked:
            return
        head, colon, tail = token.partition(":")
        if colon and head.isdigit() and tail:
            raise Refused(401, "Unauthorized")
        raise Refused(404, "Not Found")

    async def _call_from_webhook(self, method: str, values: dict[str, Any]) -> None:
        params = Parameters(values)
        call = Call(method, values, {}, self.clock.time(), 0.0, fault="in the webhook's answer")
        self.record.calls.append(call)
        body, _ = await self.server.perform(method, params, self.token)
        call.took_effect = body["ok"]
        call.finish(body, 200 if body["ok"] else body["error_code"], self.clock.time())
