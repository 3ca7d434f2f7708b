"""One message to one chat: every way in which it may end has its outcome."""

import inspect
from datetime import timedelta

import pytest
from telegram import error as errors

from bot.telegram.rendering import Drawn
from bot.telegram.request import NotSent, ServerTrouble
from bot.telegram.writing import WRONG_TOKEN, Away, Doubtful, Gone, Later, Moved, Refused, Sent, outcome_of, write
from tests.fakes.telegram import FakeTelegram
from tests.telegram.house import a_bot

EMPTY = "Bad Request: message text is empty"
HELLO = Drawn(html="<b>Guten Tag</b>")
OUTCOMES = [
    (errors.RetryAfter(7), Later(timedelta(seconds=7))),
    (errors.RetryAfter(timedelta(seconds=400)), Later(timedelta(seconds=400))),
    (errors.ChatMigrated(-100777), Moved(-100777)),
    (errors.Forbidden("Forbidden: bot was blocked by the user"), Gone()),
    (errors.Forbidden("Forbidden: user is deactivated"), Gone()),
    (errors.Forbidden("Forbidden: bot was kicked from the supergroup chat"), Gone()),
    (errors.BadRequest("Bad Request: chat not found"), Gone()),
    (errors.BadRequest("Bad Request: PEER_ID_INVALID"), Gone()),
    (errors.BadRequest("Bad Request: not enough rights to send text messages to the chat"), Gone()),
    (errors.BadRequest("Bad Request: have no rights to send a message"), Gone()),
    (errors.BadRequest("Bad Request: message is too long"), Refused("Message is too long")),
    (errors.BadRequest("Bad Request: can't parse entities"), Refused("Can't parse entities")),
    (errors.InvalidToken("Unauthorized"), Away(WRONG_TOKEN)),
    (NotSent("ClientConnectorError"), Away()),
    (ServerTrouble("Telegram answered 502"), Away()),
    (errors.TimedOut(), Doubtful()),
    (errors.NetworkError("ServerDisconnectedError"), Doubtful()),
    (errors.Conflict("Conflict: terminated by other getUpdates request"), Doubtful()),
    (errors.EndPointNotFound("Not Found"), Doubtful()),
    (errors.PassportDecryptionError("never asked for"), Doubtful()),
    (errors.TelegramError("Invalid server response"), Doubtful()),
]


@pytest.mark.parametrize(("error", "outcome"), OUTCOMES, ids=lambda value: str(value)[:60])
def test_every_error_has_its_outcome(error, outcome):
    assert outcome_of(error) == outcome


def test_no_error_of_the_library_is_forgotten():
    kinds = {kind for kind in vars(errors).values() if inspect.isclass(kind) and issubclass(kind, Exception)}
    assert kinds <= {type(error) for error, _ in OUTCOMES}


async def over_the_wire(order, chat: int | None = None) -> object:
    """What becomes of one message while Telegram does something wrong."""
    async with FakeTelegram() as town, a_bot(town, read_seconds=0.3) as bot:
        ann = town.person(started=True)
        if order:
            order(town)
        return await write(bot, chat or ann.id, HELLO, quote=None)


@pytest.mark.parametrize(
    ("order", "outcome"),
    [
        (None, Sent()),
        (lambda town: town.faults.too_many_requests(9, method="sendMessage"), Later(timedelta(seconds=9))),
        (lambda town: town.faults.forbidden(method="sendMessage"), Gone()),
        (lambda town: town.faults.unauthorized(method="sendMessage"), Away(WRONG_TOKEN)),
        (lambda town: town.faults.server_error(500, method="sendMessage"), Away()),
        (lambda town: town.faults.server_error(502, method="sendMessage"), Away()),
        (lambda town: town.faults.cut(method="sendMessage"), Doubtful()),
        (lambda town: town.faults.cut(method="sendMessage", takes_effect=True), Doubtful()),
        (lambda town: town.faults.silence(method="sendMessage"), Doubtful()),
        (lambda town: town.faults.late(1, method="sendMessage"), Doubtful()),
        (lambda town: town.faults.empty(method="sendMessage"), Doubtful()),
        (lambda town: town.faults.empty(200, method="sendMessage", body="<html>"), Doubtful()),
        (lambda town: town.faults.refuse(400, EMPTY, method="sendMessage"), Refused("Message text is empty")),
    ],
    ids=[
        "well", "429", "403", "401", "500", "502", "cut", "cut after it arrived", "half open", "late",
        "an empty answer", "a page for people", "400",
    ],
)  # fmt: skip
async def test_what_goes_wrong_on_the_wire_has_its_outcome_too(order, outcome):
    assert await over_the_wire(order) == outcome


async def test_a_chat_that_never_was_is_gone():
    assert await over_the_wire(None, chat=999) == Gone()


async def test_a_message_that_is_pointed_at_and_gone_does_not_hold_up_the_answer():
    async with FakeTelegram() as town, a_bot(town) as bot:
        ann = town.person(started=True)
        question = await ann.says("Frage")
        assert await write(bot, ann.id, HELLO, quote=question.id) == Sent()
        assert await write(bot, ann.id, HELLO, quote=123_456) == Sent()
        assert [message.raw.get("reply_to_message", {}).get("message_id") for message in ann.messages] == [
            question.id, None,
        ]  # fmt: skip


async def test_no_preview_of_a_page_stands_below_an_answer():
    async with FakeTelegram() as town, a_bot(town) as bot:
        ann = town.person(started=True)
        await write(bot, ann.id, Drawn(html="https://gera.de"), quote=None)
        assert ann.messages[0].raw["link_preview_options"] == {"is_disabled": True}


async def test_where_nobody_listens_nothing_left_and_it_is_tried_again():
    async with FakeTelegram() as town, a_bot(town) as bot:
        await town.stop()
        assert await write(bot, 4711, HELLO, quote=None) == Doubtful()  # the line that was open is cut
        assert await write(bot, 4711, HELLO, quote=None) == Away()
