"""A person of the town: what they say and press, and what they see of the bot."""

from typing import TYPE_CHECKING, Any

from . import things
from .hearing import PATIENCE, Ear
from .inline import put
from .memberships import bot_becomes
from .presents import Presents
from .privacy import reaches_the_bot
from .replying import quoted
from .seen import Seen
from .utf16 import units
from .world import Chat, Posted, Press

if TYPE_CHECKING:
    from .groups import Group
    from .town import FakeTelegram

LONGEST_MESSAGE = 4096
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


class Person(Presents):
    """Somebody with Telegram. What they do becomes updates; what the bot does in their chats, they see."""

    def __init__(self, town: "FakeTelegram", id: int, first_name: str, *, started: bool = False, **about: Any):
        self.town = town
        self.id = id
        self.user: dict[str, Any] = {"id": id, "is_bot": False, "first_name": first_name}
        self.user |= {name: value for name, value in about.items() if value is not None}
        self.chat = town.world.add(Chat(id, "private", user=self.user, bot_status="member", started=started))
        self._ears: dict[int, Ear] = {}
        self._last: Seen | None = None

    # ----- what they do

    async def says(
        self,
        text: str,
        *,
        in_: "Group | None" = None,
        reply_to: Seen | int | None = None,
        entities: list[dict[str, Any]] | None = None,
        anonymously: bool = False,
    ) -> Seen:
        """Words; what is longer than a message is sent in pieces, as the apps do. Gives (the last of) what was sent."""
        text = text.strip()
        if not text:
            raise ValueError("Telegram sends no empty messages")
        for piece in _pieces(text):
            sent = self.send(
                things.words(piece, entities=entities), in_=in_, reply_to=reply_to, anonymously=anonymously
            )
        return sent

    async def presses(self, label: str, *, on: Seen | None = None, in_: "Group | None" = None) -> Press:
        """The button with these words or this data, on the last message that has it; gives the press to wait for."""
        seen, button = self._find_button(label, on, in_)
        if "callback_data" not in button:
            raise AssertionError(f"{self} can't press {label!r} here: it is {button}")
        return self._press(seen, button["callback_data"], in_)

    async def chooses(self, label: str, *, in_: "Group | None" = None) -> Seen:
        """A key of the keyboard that the bot put in place of the usual one: sends its words (or contact, place)."""
        chat = self._chat(in_)
        keys = [key for row in (chat.keyboard or {}).get("keyboard", []) for key in row]
        key = next((key for key in keys if key["text"] == label), None)
        if key is None:
            raise AssertionError(f"{self} has no key {label!r}, but {[key['text'] for key in keys]}")
        if chat.keyboard and chat.keyboard.get("one_time_keyboard"):
            chat.keyboard = None
        if key.get("request_contact"):
            return await self.shares_contact(in_=in_)
        return await (self.sends_location(in_=in_) if key.get("request_location") else self.says(label, in_=in_))

    async def forges_press(self, data: str | None, *, on: Seen | None = None, inaccessible: bool = False) -> Press:
        """A press with data of their own making, also on a message without buttons (or that can't be seen any more)."""
        seen = on or (self.messages[-1] if self.messages else None)
        return self._press(seen, data, None, inaccessible=inaccessible)

    async def edits(self, text: str, message: Seen | None = None) -> Seen:
        """Change one's own message, the last if none is named."""
        own = message or self._last
        if own is None:
            raise AssertionError(f"{self} has nothing to edit")
        name = "text" if "text" in own.raw else "caption"
        kind = "entities" if name == "text" else "caption_entities"
        self._change(own.posted, {kind: None, **things.words(text.strip(), name)})
        return own

    async def deletes(self, message: Seen) -> None:
        """Take a message away, the bot's or one's own; Telegram does not tell the bot."""
        message.posted.deleted = True

    async def blocks(self) -> None:
        bot_becomes(self.town, self.chat, "kicked", self.user)

    async def unblocks(self) -> None:
        bot_becomes(self.town, self.chat, "member", self.user)

    async def deactivates(self) -> None:
        """The account is gone; Telegram does not tell the bot."""
        self.chat.deactivated = True

    async def asks_inline(self, query: str, offset: str = "") -> Press:
        """An inline query: `@bot …` typed in any chat."""
        world = self.town.world
        press = Press(str(world.number()), self.id, world.clock.time(), query)
        world.inline_queries[press.id] = press
        content = {"id": press.id, "from": self.user, "query": query, "offset": offset, "chat_type": "private"}
        self.town.updates.put("inline_query", content)
        return press

    async def shares(self, press: Press, result_id: str, *, in_: "Group | None" = None) -> Seen:
        """One of the results that were offered; in a group, or else in the chat with the bot."""
        return put(self, press, result_id, self._chat(in_))

    async def reacts(self, emoji: str, message: Seen, *, in_: "Group | None" = None) -> None:
        """A reaction; the bot gets it only when it asks for message_reaction."""
        chat = self._chat(in_)
        place = {"chat": chat.as_object(), "message_id": message.id, "user": self.user, "date": self.town.world.date()}
        new = [{"type": "emoji", "emoji": emoji}]
        self.town.updates.put("message_reaction", {**place, "old_reaction": [], "new_reaction": new})

    # ----- what they see

    @property
    def messages(self) -> list[Seen]:
        """All the bot wrote to them, without what it deleted."""
        return [seen for seen in self.all_messages if not seen.deleted]

    @property
    def all_messages(self) -> list[Seen]:
        """All the bot ever wrote to them; `deleted` says what is gone."""
        return [Seen(post) for post in self.chat.posts.values() if post.by_bot]

    @property
    def keys(self) -> list[str]:
        """The labels of the keyboard that stands in place of the usual one."""
        return [key["text"] for row in (self.chat.keyboard or {}).get("keyboard", []) for key in row]

    async def hears(self, n: int = 1, timeout: float = PATIENCE, *, in_: "Group | None" = None) -> list[Seen]:  # noqa: ASYNC109
        """The next n messages of the bot since they last said or pressed something (or last heard)."""
        return await self._ear(in_).hears("sent", n, timeout)

    async def answer(self, timeout: float = PATIENCE, *, in_: "Group | None" = None) -> Seen:  # noqa: ASYNC109
        """The next message of the bot."""
        (seen,) = await self.hears(1, timeout, in_=in_)
        return seen

    async def sees_edit(self, timeout: float = PATIENCE, *, in_: "Group | None" = None) -> Seen:  # noqa: ASYNC109
        """The next message of the bot that is edited since they last did something."""
        (seen,) = await self._ear(in_).hears("edited", 1, timeout)
        return seen

    async def sees_deletion(self, timeout: float = PATIENCE, *, in_: "Group | None" = None) -> Seen:  # noqa: ASYNC109
        (seen,) = await self._ear(in_).hears("deleted", 1, timeout)
        return seen

    async def hears_nothing(self, within: float = 0.2, *, in_: "Group | None" = None) -> None:
        await self._ear(in_).hears_nothing(within)

    # ----- how it becomes an update

    def send(
        self,
        content: dict[str, Any],
        *,
        in_: "Group | None" = None,
        reply_to: Seen | int | None = None,
        anonymously: bool = False,
    ) -> Seen:
        """Any message of theirs, with this content."""
        chat = self._chat(in_)
        self._ear(in_).attend()
        if reply_to is not None:
            answered = chat.posts[reply_to if isinstance(reply_to, int) else reply_to.id]
            content = {"reply_to_message": quoted(answered.content), **content}
        sender = self.user
        if anonymously:
            sender, content = ANONYMOUS, {"sender_chat": chat.as_object(), **content}
        chat.started = True
        posted = self.town.world.post(chat, sender, content)
        self._last = Seen(posted)
        if reaches_the_bot(self.town.world, chat, posted.content) and chat.bot_status != "kicked":
            self.town.updates.put("message", posted.content)
        return self._last

    def _change(self, posted: Posted, new: dict[str, Any]) -> None:
        chat = self.town.world.chats[posted.content["chat"]["id"]]
        self._ears.setdefault(chat.id, Ear(chat, repr(self))).attend()
        posted.change(**new, edit_date=self.town.world.date())
        if reaches_the_bot(self.town.world, chat, posted.content) and chat.bot_status != "kicked":
            self.town.updates.put("edited_message", posted.content)

    def _press(self, seen: Seen | None, data: str | None, in_: "Group | None", *, inaccessible: bool = False) -> Press:
        chat = self._chat(in_)
        self._ear(in_).attend()
        world = self.town.world
        press = Press(str(world.number()), self.id, world.clock.time(), data or "")
        world.presses[press.id] = press
        content: dict[str, Any] = {"id": press.id, "from": self.user, "chat_instance": str(chat.id)}
        if seen is not None and (seen.deleted or inaccessible):
            content["message"] = {"chat": chat.as_object(), "message_id": seen.id, "date": 0}
        elif seen is not None:
            content["message"] = seen.raw
        if data is not None:
            content["data"] = data
        self.town.updates.put("callback_query", content)
        return press

    def _find_button(self, label: str, on: Seen | None, in_: "Group | None") -> tuple[Seen, dict[str, Any]]:
        chat = self._chat(in_)
        posts = [on.posted] if on else [post for post in chat.posts.values() if post.by_bot and not post.deleted]
        offered: list[str] = []
        for post in reversed(posts):
            if "reply_markup" not in post.content:
                continue
            seen = Seen(post)
            button = seen.find_button(label)
            if button is not None:
                return seen, button
            offered += seen.buttons
        keys = f" (and for `chooses`: {self.keys})" if self.keys else ""
        raise AssertionError(f"{self} sees no button {label!r}, but {offered}{keys}")

    def _chat(self, in_: "Group | None") -> Chat:
        if in_ is None:
            return self.chat
        if self.id not in in_.chat.members:
            raise AssertionError(f"{self} is not in {in_}")
        return in_.chat

    def _ear(self, in_: "Group | None") -> Ear:
        chat = self.chat if in_ is None else in_.chat
        return self._ears.setdefault(chat.id, Ear(chat, repr(self)))

    def __repr__(self) -> str:
        return f"<{self.user['first_name']} {self.id}>"


def _pieces(text: str) -> list[str]:
    """Words in messages of at most 4,096 UTF-16 units."""
    if units(text) <= LONGEST_MESSAGE:
        return [text]
    pieces, piece, size = [], "", 0
    for sign in text:
        width = 2 if sign > "\uffff" else 1
        if size + width > LONGEST_MESSAGE:
            pieces.append(piece)
            piece, size = "", 0
        piece += sign
        size += width
    return [*pieces, piece]
