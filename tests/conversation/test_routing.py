"""Who answers: emergency, then command, then button, then question; and what each is given."""

import pytest

from bot.conversation.routing import similar_command
from bot.conversation.words import Attachment, reference
from tests.conversation.house import ROUTES, House, a_message, texts_of


async def answer_to(house: House, incoming) -> list[str]:
    return texts_of(await (await house.replica()).take_turn(incoming))


@pytest.mark.parametrize(
    "more",
    [
        {"text": "es brennt"},
        {"text": "/start es brennt"},
        {"text": "/hilfe es brennt"},
        {"text": "es brennt", "attachment": Attachment.PHOTO},
        {"text": "es brennt", "joined": True, "group": True},
        {"text": "es brennt", "album": "a", "attachment": Attachment.PHOTO},
    ],
    ids=" ".join,
)
async def test_an_emergency_comes_before_whatever_else_a_message_is(small_house: House, more):
    assert await answer_to(small_house, a_message(**more)) == ["112"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/start", "start()"),
        ("/START", "start()"),
        ("/start solar-benches", "start(solar-benches)"),
        ("/start   solar-benches  ", "start(solar-benches)"),
        ("/start\nsolar-benches", "start(solar-benches)"),
        ("/start@gera_bot solar-benches", "start(solar-benches)"),
        ("/help", "hilfe()"),
        ("/hilfe bitte, es geht nicht", "hilfe(bitte, es geht nicht)"),
        ("/hilfe\nbitte", "hilfe(bitte)"),
        ("/tehmen", "unknown_command(tehmen)"),
        ("/tehmen mit argument", "unknown_command(tehmen)"),
        ("/", "unknown_command()"),
        ("/ start", "unknown_command()"),
        ("//start", "unknown_command(/start)"),
        ("/@gera_bot", "unknown_command()"),
        ("start", "1. start"),
        ("1. /start", "1. 1. /start"),
    ],
)
async def test_a_command_is_known_by_its_first_word(small_house: House, text, answer):
    assert await answer_to(small_house, a_message(text)) == [answer]


@pytest.mark.parametrize(
    ("button", "answer"),
    [
        (reference("entry", "solar-benches"), "entry(solar-benches)"),
        (reference("entry"), "entry()"),
        (reference("vote", "17"), "old_button(17)"),
        ("0:entry:solar-benches", "old_button()"),
        ("nonsense", "old_button()"),
        ("", "old_button()"),
        ("1:start:x", "old_button(x)"),
        ("/start", "old_button()"),
    ],
)
async def test_a_button_leads_to_its_verb_and_an_old_one_to_a_calm_word(small_house: House, button, answer):
    assert await answer_to(small_house, a_message("", button=button)) == [answer]


async def test_a_command_below_a_picture_is_a_command_and_words_below_it_are_a_question(small_house: House):
    here = await small_house.replica()
    photo = {"attachment": Attachment.PHOTO}
    assert texts_of(await here.take_turn(a_message("/start", number=1, **photo))) == ["start()"]
    assert texts_of(await here.take_turn(a_message("Was ist das?", number=2, **photo))) == ["1. Was ist das?"]
    assert texts_of(await here.take_turn(a_message("", number=3, **photo))) == ["attachment()"]


async def test_blanks_around_a_message_change_nothing(small_house: House):
    assert await answer_to(small_house, a_message("  \u200b /start x \n")) == ["start(x)"]


async def test_being_added_to_a_group_comes_before_the_words_of_that_message(small_house: House):
    assert await answer_to(small_house, a_message("/start", joined=True, group=True)) == ["joined()"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("hifle", "hilfe"), ("strat", "start"), ("hlp", "help"), ("xyzzyplugh", None), ("", None), ("a" * 4000, None)],
)
def test_a_mistyped_command_is_taken_for_the_nearest_one(typed, meant):
    assert similar_command(typed, ROUTES.commands) == meant
