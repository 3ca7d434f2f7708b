"""Groups and channels: who is in them, and what the bot hears of that."""

from typing import TYPE_CHECKING, Any

from . import things
from .hearing import PATIENCE, Ear
from .memberships import bot_becomes, person_becomes
from .privacy import reaches_the_bot
from .seen import Seen
from .world import Chat

if TYPE_CHECKING:
    from .people import Person
    from .town import FakeTelegram


class BotItself:
    """The bot as a member of groups: `group.add(town.bot)`."""

    def __init__(self, user: dict[str, Any]):
        self.user = user
        self.id: int = user["id"]
        self.username: str = user["username"]


class Group:
    """A group; `add(town.bot)` brings the bot in. After `upgrade()` it is a supergroup with another id."""

    def __init__(self, town: "FakeTelegram", id: int, title: str, kind: str = "group", username: str = ""):
        self.town = town
        self.chat = town.world.add(Chat(id, kind, title, username=username))
        self.owner: Person | None = None
        self._ear = Ear(self.chat, repr(self))

    @property
    def id(self) -> int:
        return self.chat.id

    def add(self, *members: "Person | BotItself", by: "Person | None" = None) -> None:
        """People or the bot come in; the first person is the owner."""
        for member in members:
            self._add(member, by or self.owner)

    def remove(self, member: "Person | BotItself", by: "Person | None" = None) -> None:
        """Somebody goes, or is taken out by another; the bot taken out is `kicked`."""
        actor = by or self.owner
        who = actor.user if actor else member.user
        self._service({"left_chat_member": member.user}, who)
        if isinstance(member, BotItself):
            bot_becomes(self.town, self.chat, "kicked", who)
        else:
            person_becomes(self.town, self.chat, member.user, "left", who)

    def promote(self, member: "Person | BotItself", by: "Person | None" = None) -> None:
        """Make somebody (or the bot, who then sees every message) an administrator."""
        self._becomes(member, "administrator", by)

    def demote(self, member: "Person | BotItself", by: "Person | None" = None) -> None:
        self._becomes(member, "member", by)

    def upgrade(self) -> None:
        """The group becomes a supergroup: two service messages tell the bot, and the old id answers no more."""
        old = self.chat
        new = self.town.world.add(Chat(self.town.next_supergroup_id(), "supergroup", old.title))
        new.members, new.bot_status = dict(old.members), old.bot_status
        sender = self._sender()
        self._service({"migrate_to_chat_id": new.id}, sender)
        old.migrated_to = new.id
        self.chat = new
        self._service({"migrate_from_chat_id": old.id}, sender)
        self._ear = Ear(new, repr(self))

    def rename(self, title: str) -> None:
        self.chat.title = title
        self._service({"new_chat_title": title}, self._sender())

    @property
    def messages(self) -> list[Seen]:
        """What the bot wrote here, without what it deleted."""
        return [Seen(post) for post in self.chat.posts.values() if post.by_bot and not post.deleted]

    def attend(self) -> None:
        """`hears` counts from here."""
        self._ear.attend()

    async def hears(self, n: int = 1, timeout: float = PATIENCE) -> list[Seen]:  # noqa: ASYNC109
        """The next n messages of the bot in this group since `attend` (or since it last heard)."""
        return await self._ear.hears("sent", n, timeout)

    async def hears_nothing(self, within: float = 0.2) -> None:
        await self._ear.hears_nothing(within)

    def _add(self, member: "Person | BotItself", by: "Person | None") -> None:
        who = by.user if by else member.user
        if isinstance(member, BotItself):
            bot_becomes(self.town, self.chat, "member", who)
            self._service({"new_chat_members": [member.user]}, who)
            return
        if self.owner is None:
            self.owner = member
            person_becomes(self.town, self.chat, member.user, "creator", member.user)
            return
        person_becomes(self.town, self.chat, member.user, "member", who)
        self._service({"new_chat_members": [member.user]}, who)

    def _becomes(self, member: "Person | BotItself", status: str, by: "Person | None") -> None:
        who = by.user if by else self._sender()
        if isinstance(member, BotItself):
            bot_becomes(self.town, self.chat, status, who)
        else:
            person_becomes(self.town, self.chat, member.user, status, who)

    def _service(self, content: dict[str, Any], sender: dict[str, Any]) -> None:
        posted = self.town.world.post(self.chat, sender, content)
        if reaches_the_bot(self.town.world, self.chat, posted.content):
            self.town.updates.put("message", posted.content)

    def _sender(self) -> dict[str, Any]:
        return self.owner.user if self.owner else self.town.world.bot

    def __repr__(self) -> str:
        return f"<{self.chat.type} {self.chat.title} {self.chat.id}>"


class Channel(Group):
    """A channel; the bot reads and writes in it once it is promoted."""

    async def posts(self, text: str) -> Seen:
        posted = self.town.world.post(self.chat, None, {"sender_chat": self.chat.as_object(), **things.words(text)})
        if reaches_the_bot(self.town.world, self.chat, posted.content):
            self.town.updates.put("channel_post", posted.content)
        return Seen(posted)

    def _service(self, content: dict[str, Any], sender: dict[str, Any]) -> None:
        """Channels tell nobody who comes and goes."""
