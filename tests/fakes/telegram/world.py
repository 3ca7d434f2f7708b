"""What exists in the town: the bot, chats with their messages, presses, files. No HTTP and no refusals."""

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .clock import TownClock
from .files import FileStore, StoredFile

BOT_IS_IN = frozenset({"member", "administrator"})
NAMES = ("first_name", "last_name", "username")


@dataclass(slots=True, eq=False)
class Posted:
    """One message of a chat, as it is now; `content` is the Message object of the Bot API."""

    content: dict[str, Any]
    keyboard: dict[str, Any] | None = None
    file: StoredFile | None = None
    deleted: bool = False
    earlier: list[dict[str, Any]] = field(default_factory=list)

    @property
    def id(self) -> int:
        return int(self.content["message_id"])

    @property
    def by_bot(self) -> bool:
        return self.content.get("from", {}).get("is_bot", False) and "sender_chat" not in self.content

    def change(self, **values: Any) -> None:
        """Edit it: None takes a value away; what it was stays in `earlier`."""
        self.earlier.append(self.content)
        self.content = {name: value for name, value in {**self.content, **values}.items() if value is not None}


@dataclass(eq=False)
class Chat:
    """A private chat, a group, a supergroup or a channel, and the feed of what the bot does in it."""

    id: int
    type: str
    title: str = ""
    user: dict[str, Any] | None = None
    username: str = ""
    bot_status: str = "left"
    members: dict[int, str] = field(default_factory=dict)
    migrated_to: int | None = None
    started: bool = False
    deactivated: bool = False
    posts: dict[int, Posted] = field(default_factory=dict)
    keyboard: dict[str, Any] | None = None
    actions: list[str] = field(default_factory=list)
    feed: list[tuple[str, Posted]] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    own_ids: Iterator[int] | None = None

    def as_object(self) -> dict[str, Any]:
        """The Chat object that messages carry."""
        if self.user is not None:
            return {"id": self.id, **{key: self.user[key] for key in NAMES if key in self.user}, "type": "private"}
        username = {"username": self.username} if self.username else {}
        return {"id": self.id, "title": self.title, **username, "type": self.type}

    def tell(self, what: str, post: Posted) -> None:
        """Put something the bot did ("sent", "edited", "deleted") into the feed and wake who waits for it."""
        self.feed.append((what, post))
        self.news.set()

    def find(self, message_id: int) -> Posted | None:
        post = self.posts.get(message_id)
        return None if post is None or post.deleted else post


@dataclass(slots=True, eq=False)
class Press:
    """A button press (or an inline query) that waits for the bot's answer."""

    id: str
    person_id: int
    at: float
    data: str = ""
    answer: dict[str, Any] | None = None
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def answered(self, timeout: float = 5.0) -> dict[str, Any]:  # noqa: ASYNC109
        """The bot's answer: text, show_alert, url, cache_time (or the results of an inline query)."""
        try:
            await asyncio.wait_for(self.done.wait(), timeout)
        except TimeoutError:
            raise AssertionError(f"the press {self.data!r} was not answered in {timeout} s") from None
        return self.answer or {}


class World:
    """All chats by id and what hangs on them."""

    def __init__(self, clock: TownClock, bot_id: int, username: str, name: str):
        self.clock = clock
        self.bot: dict[str, Any] = {"id": bot_id, "is_bot": True, "first_name": name, "username": username}
        self.privacy = True
        self.inline = True
        self.inline_feedback = True
        self.edit_seconds: float | None = None
        self.delete_seconds = 48 * 3600.0
        self.answer_seconds = 150.0
        self.chats: dict[int, Chat] = {}
        self.files = FileStore()
        self.presses: dict[str, Press] = {}
        self.inline_queries: dict[str, Press] = {}
        self.inline_messages: dict[str, tuple[Chat, Posted]] = {}
        self.profile: dict[str, Any] = {}
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self._message_ids = itertools.count(1)
        self._numbers = itertools.count(4_000_000_000_000_001)

    def date(self) -> int:
        return int(self.clock.time())

    def number(self) -> int:
        """A new number for queries, albums, polls."""
        return next(self._numbers)

    def add(self, chat: Chat) -> Chat:
        if chat.type in {"supergroup", "channel"}:
            chat.own_ids = itertools.count(1)
        self.chats[chat.id] = chat
        return chat

    def chat_by_name(self, username: str) -> Chat | None:
        """A public group or channel by its @name."""
        wanted = username.lower().removeprefix("@")
        return next((chat for chat in self.chats.values() if chat.username.lower() == wanted), None) if wanted else None

    def post(self, chat: Chat, sender: dict[str, Any] | None, content: dict[str, Any]) -> Posted:
        """Put a message into a chat. Supergroups and channels count for themselves, the others share one count."""
        head: dict[str, Any] = {"message_id": next(chat.own_ids or self._message_ids)}
        if sender is not None:
            head["from"] = sender
        head["chat"] = chat.as_object()
        head["date"] = self.date()
        head.update(content)
        posted = Posted(head)
        chat.posts[head["message_id"]] = posted
        return posted

    def bot_posts(
        self,
        chat: Chat,
        content: dict[str, Any],
        keyboard: dict[str, Any] | None = None,
        file: StoredFile | None = None,
    ) -> Posted:
        """The bot's message arrives; inline buttons stay with it, other keyboards with the chat."""
        if keyboard is not None and "inline_keyboard" in keyboard:
            content["reply_markup"] = keyboard
        elif keyboard is not None:
            chat.keyboard = keyboard if "keyboard" in keyboard else None
        posted = self.post(chat, None if chat.type == "channel" else self.bot, content)
        posted.keyboard = keyboard
        posted.file = file
        chat.tell("sent", posted)
        return posted
