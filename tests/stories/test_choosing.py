"""A choice can be made by pressing or in words."""

import pytest

from bot.answering.choosing import Chosen, chosen_by


@pytest.mark.parametrize(
    ("text", "offered", "chosen"),
    [
        ("das zweite", 3, 1), ("2", 3, 1), ("die erste bitte", 2, 0), ("Nummer 3", 3, 2), ("das letzte", 2, 1),
        ("the first one", 3, 0), ("ja", 1, Chosen.YES), ("Genau", 3, Chosen.YES), ("nichts davon", 3, Chosen.NONE),
        ("nein", 2, Chosen.NONE), ("none of these", 3, Chosen.NONE),
        ("3", 2, None), ("das zweite", 0, None), ("ja aber was kostet das", 2, None), ("was ist das cockpit", 3, None),
        ("wann war die erste vollversammlung", 3, None), ("", 3, None),
    ],
)  # fmt: skip
def test_what_counts_as_a_choice(text: str, offered: int, chosen: int | Chosen | None):
    assert chosen_by(text, offered) == chosen


async def offered(city, name: str = "Ann"):
    person = await city.known_person(name)
    await person.says("was kostet das")
    (choices,) = await person.hears()
    assert choices.buttons[-1] == "Nichts davon"
    return person, choices


async def test_the_second_one_is_taken_by_its_number(city):
    ann, choices = await offered(city)
    await ann.presses(choices.buttons[1])
    (pressed,) = await ann.hears()
    bob, _ = await offered(city, "Bob")
    await bob.says("das zweite")
    assert await bob.hears() == [pressed.text]


async def test_none_of_them_is_met_with_the_ways_on_and_a_bare_yes_with_the_choice_again(city):
    ann, choices = await offered(city)
    await ann.says("ja")
    (again,) = await ann.hears()
    assert again.text == choices.text
    await ann.says("nichts davon")
    (no,) = await ann.hears()
    assert "Kontakt zur Stadt" in no.buttons


async def test_the_same_answer_is_not_given_twice_to_a_question_that_only_points_back(city):
    ann = await city.known_person()
    await ann.says("was kosten die solarbänke")
    (answer,) = await ann.hears()
    await ann.says("was kostet das")
    (same,) = await ann.hears()
    assert "Mehr als in der Antwort von eben" in same.text
    assert same.text != answer.text
