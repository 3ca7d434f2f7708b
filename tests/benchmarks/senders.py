"""Ways to send one message to many, each a process of its own: our ledger, and what others send with.

`python -m tests.benchmarks.senders WAY`; on the standard input `{"url", "token", "chats", "database"}`, on the standard
output `{"seconds", "cpu"}`. `ledger` claims and records, with a hundred under way as at the quickest pace;
`ptb` is python-telegram-bot with all its presets in the loop of its manual; `broadcaster` is aiogram-broadcaster, which
may be installed in an environment of its own. The two keep no record of what they have sent.
"""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

TEXT = "Am Samstag um 14 Uhr beginnt im Rathaus die Werkstatt zur Mobilität. Sie sind herzlich eingeladen. " * 3
PER_SECOND = 10_000
WARMING_UP = 20


async def measured(chats: list[int], send: Callable[[list[int]], Awaitable[None]]) -> dict[str, float]:
    """Some to warm up, then the rest: seconds on the wall and of the processor."""
    await send(chats[:WARMING_UP])
    began, used = time.perf_counter(), time.process_time()
    await send(chats[WARMING_UP:])
    return {"seconds": time.perf_counter() - began, "cpu": time.process_time() - used}


async def ledger(url: str, token: str, chats: list[int], database: str) -> dict[str, float]:
    """Plan rows, and let a pump send them."""
    from telegram import Bot

    from bot.clock import SystemClock
    from bot.conversation.words import Reply
    from bot.delivery.pump import Pump
    from bot.telegram.carrying import TelegramCarrier
    from bot.telegram.pictures import Pictures
    from bot.telegram.request import AiohttpRequest
    from storage import deliveries
    from storage.database import Database

    clock, rows = SystemClock(), Database(database)
    await rows.migrate()

    async def draw(*_: object) -> Reply:
        return Reply(text=TEXT)

    async def nobody_waits() -> bool:
        return True

    async with Bot(token, base_url=f"{url}/bot", request=AiohttpRequest(), get_updates_request=AiohttpRequest()) as bot:
        carrier = TelegramCarrier(bot, Pictures(rows), PER_SECOND, nobody_waits, paid=True)
        pump = Pump(rows, clock, carrier, {"announcement": draw})
        occasion = f"announcement:{time.time_ns()}"

        async def send(part: list[int]) -> None:
            now = clock.now() - timedelta(seconds=1)
            planned = [
                deliveries.Planned(
                    occasion=occasion, address=f"telegram:{chat}", kind="news", reason="all", priority=6, not_before=now
                )
                for chat in part
            ]  # fmt: skip
            async with rows.writing() as session:
                await deliveries.plan(session, planned, now)
            await pump.run()

        figures = await measured(chats, send)
        async with rows.reading() as session:
            states = await deliveries.account(session, occasion)
        if states != {deliveries.State.SENT: len(chats)}:
            raise RuntimeError(str(states))
    await rows.close()
    return figures


async def ptb(url: str, token: str, chats: list[int], _: str) -> dict[str, float]:
    """One after the other."""
    from telegram import Bot

    async with Bot(token, base_url=f"{url}/bot") as bot:

        async def send(part: list[int]) -> None:
            for chat in part:
                await bot.send_message(chat, TEXT)

        return await measured(chats, send)


async def broadcaster(url: str, token: str, chats: list[int], _: str) -> dict[str, float]:
    """A mailer without storage and without an interval."""
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram_broadcaster import Broadcaster
    from aiogram_broadcaster.contents import TextContent

    async with Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url))) as bot:
        sender = Broadcaster(bot)

        async def send(part: list[int]) -> None:
            mailer: Any = await sender.create_mailer(chats=part, content=TextContent(text=TEXT))
            await mailer.start()

        return await measured(chats, send)


if __name__ == "__main__":
    WAYS = {"ledger": ledger, "ptb": ptb, "broadcaster": broadcaster}
    question = json.load(sys.stdin)
    answer = asyncio.run(WAYS[sys.argv[1]](question["url"], question["token"], question["chats"], question["database"]))
    sys.stdout.write(json.dumps(answer))
