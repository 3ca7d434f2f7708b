"""Whatever a person types or presses, the assistant's own rooms answer it calmly, quickly and without a bug."""

import logging
import random
import string
import time

import pytest

from bot.conversation.guard import clean
from bot.conversation.turn import Conversation
from bot.conversation.words import Reply, reference
from bot.offices import open_offices
from bot.rooms import put_routes_together
from bot.settings import Settings
from bot.telegram.rendering import LIMIT, draw, units
from tests.conversation.hostile import LONG, TEXTS
from tests.conversation.house import House, a_message, texts_of

COMMANDS = ("/start", "/sprache", "/themen", "/einfach", "/hilfe", "/datenschutz", "/xyz", "/startt")


@pytest.fixture
async def gera(answers, small_house: House) -> tuple[House, Conversation]:
    """The conversation as it goes live."""
    return small_house, await small_house.replica(
        put_routes_together(settings := Settings(_env_file=None), answers, open_offices(settings, answers))
    )


async def answers_to(gera: tuple[House, Conversation], messages: list[dict], caplog) -> list[list[str]]:
    """The replies to each; every one is there, can be drawn, and none is an apology."""
    house, conversation = gera
    said = []
    with caplog.at_level(logging.ERROR):
        for number, message in enumerate(messages):
            house.clock.passes(minutes=1)
            waiting = await conversation.take_turn(a_message(number=number, **message))
            assert waiting, message
            for data in waiting.replies:
                drawn = draw(Reply.from_data(data))
                assert drawn[0].html.strip()
                assert all(units(part.html) <= LIMIT for part in drawn)
            said.append(texts_of(waiting))
    assert "turn_failed" not in caplog.text
    return said


async def test_hostile_questions_are_answered_like_any_other(gera, caplog):
    await answers_to(gera, [{"text": text} for text in TEXTS if clean(text)], caplog)


async def test_nothing_that_stands_behind_a_command_gives_a_right_or_an_error(gera, caplog):
    dice = random.Random(0)
    random_words = ["".join(dice.choices(string.printable, k=dice.randint(1, 80))) for _ in range(40)]
    numbers = ["9" * 4000, "-1", "٣", "²", "1.5"]
    behind = [*TEXTS, *random_words, *numbers, "solar-benches solar-benches", "../../etc/passwd"]
    messages = [{"text": f"{command} {word}"} for word in behind for command in (COMMANDS[0], dice.choice(COMMANDS))]
    await answers_to(gera, messages, caplog)


async def test_a_start_with_a_strange_code_is_a_start_like_any_other(gera, caplog):
    codes = ("", " admin", " erase_all", " " + "x" * 4000, " %00", " eyJhIjoxfQ==")
    plain, *strange = await answers_to(gera, [{"text": f"/start{code}"} for code in codes], caplog)
    for said in strange:
        assert said[-1:] == plain
        assert "nicht mehr gültig" in said[0]


async def test_no_forged_button_does_more_than_a_calm_word(gera, caplog):
    dice = random.Random(0)
    verbs = [
        "entry",
        "simple",
        "standard",
        "none",
        "topics",
        "topic",
        "language",
        "privacy",
        "contact",
        "vote",
        "grant",
    ]
    words = ["", "-1", "0", "999", str(2**63), "solar-benches", "pilots.999", "pilots.-1", "pilots.x", ".", "٣", "de"]
    made = [reference(verb, word) for verb in verbs for word in words]
    made += [text.encode()[:64].decode("utf-8", "ignore") for text in TEXTS if text.isprintable()]
    made += ["".join(dice.choices(string.printable, k=dice.randint(0, 64))) for _ in range(60)]
    await answers_to(gera, [{"text": "", "button": button} for button in made], caplog)


async def test_a_mistyped_command_is_repeated_as_it_was_typed_and_turns_nobodys_words_round(gera, caplog):
    (_notice, markup), (turned,) = await answers_to(
        gera, [{"text": "/<themen>&"}, {"text": "/\u202ehilffe\u2066"}], caplog
    )
    assert "/<themen>& " in markup
    assert "\u202e" not in turned
    assert "\u2066" not in turned


async def test_fifty_texts_made_to_hold_us_up_do_not(gera, caplog):
    house, conversation = gera
    slow = {}
    for number, text in enumerate(LONG):
        house.clock.passes(minutes=1)
        began = time.process_time()
        await conversation.take_turn(a_message(text, number=number))
        if (seconds := time.process_time() - began) > 2:  # a nested quantifier would take minutes
            slow[text[:20]] = round(seconds, 2)
    assert slow == {}
