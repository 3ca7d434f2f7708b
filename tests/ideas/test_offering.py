"""Whoever brings an idea in free text is heard; questions about ideas are never taken for one."""

import hashlib
from pathlib import Path

import pytest

from bot.ideas.defects import is_defect
from bot.ideas.offering import Offer, hear_offer, looks_like_question

LINES = [
    line.split("\t")
    for line in (Path(__file__).parent / "offers.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def kept(text: str) -> bool:
    """Half of them were never looked at while the listener was written."""
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 0


def heard(text: str) -> str:
    return str(hear_offer(text) or "-")


def test_there_are_enough_of_both_halves():
    assert len(LINES) >= 100
    assert min(sum(kept(text) is half for text, _ in LINES) for half in (True, False)) >= 40


@pytest.mark.parametrize("half", ["tune", "keep"])
def test_no_question_is_taken_for_an_idea(half):
    wrong = [text for text, label in LINES if kept(text) is (half == "keep") and label == "-" and hear_offer(text)]
    assert wrong == []


@pytest.mark.parametrize("half", ["tune", "keep"])
def test_who_brings_an_idea_is_heard(half):
    ideas = [(text, label) for text, label in LINES if kept(text) is (half == "keep") and label != "-"]
    missed = [text for text, label in ideas if heard(text) != label]
    assert len(missed) <= 0.2 * len(ideas)


@pytest.mark.parametrize(
    "text",
    [
        "wer bezahlt das", "Was kostet eine Solarbank?", "und wo stehen die", "when is the next workshop",
        "Gibt es einen Termin im Dezember?", "Kann ich da mitmachen?",
    ],
)  # fmt: skip
def test_a_question_looks_like_one(text):
    assert looks_like_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mehr Bänke am Markt", "Könnte man nicht die Busse abends öfter fahren lassen?", "Wie wäre es mit einem Café?",
        "Lusan", "Warum bauen wir nicht einen Steg?", "Solarlampen am Radweg, weil es dort dunkel ist.",
    ],
)  # fmt: skip
def test_a_proposal_does_not(text):
    assert not looks_like_question(text)


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Die Laterne in der Heinrichstraße ist kaputt", True), ("Schlagloch vor der Schule", True),
        ("Die Ampel geht nicht", True), ("Im Park liegt Müll", True), ("the street lamp is broken", True),
        ("Man sollte kaputte Räder gemeinsam reparieren", False), ("Ein Repair-Café für kaputte Geräte", False),
        ("Mehr Licht am Elsterradweg", False), ("Idee: weniger kaputte Bänke durch bessere Schrauben", False),
    ],
)  # fmt: skip
def test_what_is_broken_is_no_idea(text, broken):
    assert is_defect(text) is broken


def test_the_three_outcomes_are_told_apart():
    assert hear_offer("ich hab da eine idee") is Offer.ANNOUNCES
    assert hear_offer("ich hab da eine idee: mehr bäume auf dem markt") is Offer.BRINGS
    assert hear_offer("wer hat den ideenwettbewerb gewonnen") is None
