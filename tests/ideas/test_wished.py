"""Wishes without the word idea are heard; questions, defects, and what is about the assistant are not."""

import hashlib
from pathlib import Path

import pytest

from bot.ideas.offering import hear_offer
from bot.ideas.wished import Wish, hear_wish
from knowledge.evaluation.questions import read_questions
from tests.events.questions import FILE, SECOND, read_labelled

LINES = [
    line.split("\t")
    for line in (Path(__file__).parent / "wishes.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def kept(text: str) -> bool:
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 0


@pytest.mark.parametrize(("half", "most"), [(False, 0.1), (True, 0.2)])
def test_most_wishes_are_heard(half, most):
    wishes = [text for text, label in LINES if label == "wish" and kept(text) is half]
    missed = [text for text in wishes if not (hear_wish(text) or hear_offer(text))]
    assert len(wishes) >= 25
    assert len(missed) <= most * len(wishes)


@pytest.mark.parametrize(("half", "most"), [(False, 0.02), (True, 0.12)])
def test_little_else_is_taken_for_one(half, most):
    others = [text for text, label in LINES if label == "-" and kept(text) is half]
    wrong = [text for text in others if hear_wish(text)]
    assert len(others) >= 40
    assert len(wrong) <= most * len(others)


def test_no_question_with_a_certain_answer_gets_an_offer():
    """Where an answer is certain only a plain wish gets one: of all questions one, a wish that ends in a question."""
    assert len([one.text for one in read_questions() if hear_wish(one.text) is Wish.PLAIN]) <= 1
    asked = [one.text for one in read_questions() if hear_wish(one.text)]
    assert len(asked) <= 0.005 * len(read_questions())


def test_no_question_about_dates_is_a_wish():
    assert [one.text for file in (FILE, SECOND) for one in read_labelled(file) if hear_wish(one.text)] == []
