"""A small house for these tests: the real conversation on a real database, with a flow of a few lines in it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from bot.clock import Clock
from bot.conversation.routing import Handler, Routes, Turn
from bot.conversation.turn import Conversation
from bot.conversation.words import Incoming, Reply
from bot.texts import load_texts
from storage.database import Database
from storage.people import PersonRow
from storage.receipts import ReceiptRow
from tests.city import SetClock

ANN = "telegram:4711"
BOB = "telegram:4712"


def a_message(text: str = "Guten Tag", *, number: int = 1, address: str = ANN, **more: Any) -> Incoming:
    """What somebody writes; `number` is the update's."""
    return Incoming(update=f"telegram:{number}", address=address, text=text, **more)


async def count_up(turn: Turn) -> Sequence[Reply]:
    """The flow of these tests: it remembers how often a person wrote, and says so."""
    turn.person.misses += 1
    return [Reply(text=f"{turn.person.misses}. {turn.incoming.text}")]


def says(words: str) -> Handler:
    """A handler that answers with its own name and what it was given."""

    async def handler(turn: Turn) -> Sequence[Reply]:
        return [Reply(text=f"{words}({turn.argument})")]

    return handler


ROUTES = Routes(
    emergency=lambda turn: [Reply(text="112")] if "es brennt" in turn.incoming.text else None,
    commands={"start": says("start"), "hilfe": says("hilfe"), "help": says("hilfe")},
    buttons={"entry": says("entry")},
    unknown_command=says("unknown_command"),
    old_button=says("old_button"),
    joined=says("joined"),
    attachment=says("attachment"),
    question=count_up,
)


class House:
    """Replicas of the conversation on one database, and what is stored there."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.clock = SetClock()
        self.databases: list[Database] = []
        self.conversations: list[Conversation] = []

    async def replica(self, routes: Routes = ROUTES, clock: Clock | None = None, **changed: Any) -> Conversation:
        """One more process, as far as the database can tell. `changed` are routes of its own."""
        database = Database(self.url)
        await database.migrate()
        self.databases.append(database)
        conversation = Conversation(
            database=database, routes=replace(routes, **changed), textbook=load_texts(), clock=clock or self.clock
        )
        self.conversations.append(conversation)
        return conversation

    async def person(self, address: str = ANN) -> PersonRow | None:
        async with self.databases[0].reading() as session:
            return await session.scalar(select(PersonRow).where(PersonRow.address == address))

    async def receipts(self) -> list[ReceiptRow]:
        async with self.databases[0].reading() as session:
            return list(await session.scalars(select(ReceiptRow).order_by(ReceiptRow.id)))


@asynccontextmanager
async def a_house(url: str) -> AsyncIterator[House]:
    """A house that gives its databases back."""
    house = House(url)
    try:
        yield house
    finally:
        for database in house.databases:
            await database.close()


def texts_of(waiting: Any) -> list[str]:
    """The words that wait to be sent."""
    return [reply["text"] for reply in waiting.replies] if waiting else []
