"""Who cannot come, asks what they registered for, or wants to come is heard; questions are left to the search."""

import pytest

from bot.events.counting import read_people
from bot.events.intending import Want, days_named, hear_intent
from knowledge.evaluation.questions import read_questions
from tests.events.intents import SECOND as OF_THE_REGISTERED
from tests.events.intents import read_labelled
from tests.events.questions import FILE, SECOND
from tests.events.questions import read_labelled as read_dates

SENTENCES = read_labelled()


def heard(text: str) -> str:
    intent = hear_intent(text)
    return intent.want if intent else "-"


def test_there_are_enough_in_both_halves():
    assert len(SENTENCES) >= 300
    assert min(sum(one.kept is half for one in SENTENCES) for half in (True, False)) >= 120


@pytest.mark.parametrize("kept", [False, True])
def test_most_of_what_people_want_is_heard(kept):
    meant = [one for one in SENTENCES if one.kept is kept and one.label != "-"]
    missed = [one.text for one in meant if heard(one.text) != one.label]
    assert len(missed) <= 0.05 * len(meant), missed


def test_nothing_else_is_taken_for_it():
    wrong = [
        one.text for one in SENTENCES if one.label == "-" and (intent := hear_intent(one.text)) and not intent.leans
    ]
    assert wrong == []


def test_the_number_that_is_named_is_read_and_none_is_guessed():
    wrong = [
        (one.text, intent.people)
        for one in SENTENCES
        if one.label == "join" and (intent := hear_intent(one.text)) and intent.people != one.people
    ]
    assert wrong == []


def test_no_question_to_the_knowledge_base_is_taken_away():
    taken = [one.text for one in read_questions() if (intent := hear_intent(one.text)) and not intent.leans]
    assert taken == []


def test_of_who_is_registered_nothing_else_is_taken_away_either():
    questions = [one.text for one in read_questions()] + [
        one.text for one in SENTENCES if one.label == "-" and not one.kept
    ]
    taken = [text for text in questions if (intent := hear_intent(text, registered=True)) and not intent.leans]
    assert taken == []


def test_of_who_is_registered_more_is_heard():
    meant = [one for one in read_labelled(OF_THE_REGISTERED) if one.label in {"cancel", "mine"}]
    heard = [one for one in meant if (intent := hear_intent(one.text, registered=True)) and intent.want == one.label]
    assert len(heard) >= 0.8 * len(meant)
    others = [one.text for one in read_labelled(OF_THE_REGISTERED) if one.label == "-"]
    assert [text for text in others if hear_intent(text, registered=True)] == []


def test_no_question_about_dates_is_taken_away():
    dates = [one.text for file in (FILE, SECOND) for one in read_dates(file) if one.wanted is not None]
    assert [text for text in dates if hear_intent(text)] == []


def test_reasons_stand_beside_and_questions_are_answered_first():
    assert heard("mein mann ist gestürzt, wir können am donnerstag nicht kommen") == Want.CANCEL
    assert heard("ich kann nicht kommen, wo gibt es das protokoll?") == "-"
    assert days_named("bin krank am Donnerstag") == {3}


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("zwei", 2), ("2", 2), ("2 personen", 2), ("ich und mein mann", 2), ("Zu dritt", 3), ("nur ich", 1),
        ("mit meiner Frau", 2), ("eine Person", 1), ("wir sind vier Leute", 4), ("drei bitte", 3), ("wir beide", 2),
        ("allein", 1), ("ich und zwei Kinder", 3), ("two people", 2), ("me and my husband", 2), ("zwo", 2),
        ("7", 7), ("weiß ich nicht", None), ("viele", None), ("wir und die Kinder", None), ("", None),
        ("wann ist das", None), ("am 14. Dezember", None), ("ich und mein mann und meine mutter", 3),
    ],
)  # fmt: skip
def test_a_number_of_people_is_read_as_it_is_typed(typed, people):
    assert read_people(typed) == people
