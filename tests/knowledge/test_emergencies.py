"""The alarm: signs near each other, what takes them back, likeness to examples, and how good it is on the whole."""

from pathlib import Path

import pytest

from knowledge.emergencies.dangers import Danger
from knowledge.emergencies.examples import Example
from knowledge.emergencies.likeness import Likeness
from knowledge.emergencies.mending import MOST_MENDED, Mender
from knowledge.emergencies.rules import bare_call, points_of
from knowledge.emergencies.sentences import LONGEST, MOST_WORDS, read_sentences
from knowledge.emergencies.signs import Signs

WORDS = """
BURNS: [brennt, brand]
HOUSE: [haus, "-haus", dachstuhl]
BREAK_IN: [einbruch, bricht~ein, "-einbruch"]
URGENT: [hilfe]
NOT: [nicht, kein, keine]
MORE: [mehr]
PASSED_OVER: [es, gerade]
NOT_AFTER: [nicht]
STOP: [auf]
TIRED: [nicht+mehr+leben, kann+nicht+mehr+$]
CALL: [hilfe]
POLICE: [polizei]
BESIDE: [bitte]
"""
LISTS = """
rescue:
  certain: [BURNS HOUSE]
  likely: [BURNS hilfe]
  hint: [sirene]
police:
  likely: [BREAK_IN]
crisis:
  certain: [TIRED]
now: [gerade]
against:
  told: {points: 3, phrases: [letztes jahr, hat gebrannt], opening: [gestern]}
  asked: {points: 2, crisis: true, phrases: [was tun wenn], unless: [hilfe]}
calls: {rescue: [CALL], police: [POLICE], beside: [BESIDE]}
spelled_right: []
compounds_apart: [wintereinbruch]
grammar: [CALL, POLICE, BESIDE, NOT, MORE, PASSED_OVER, NOT_AFTER, STOP]
"""


@pytest.fixture(scope="module")
def signs(tmp_path_factory: pytest.TempPathFactory) -> Signs:
    folder: Path = tmp_path_factory.mktemp("lists")
    (folder / "emergency-words.yaml").write_text(WORDS, encoding="utf-8")
    (folder / "emergencies.yaml").write_text(LISTS, encoding="utf-8")
    return Signs.read(folder)


def points(message: str, signs: Signs, danger: Danger = Danger.RESCUE) -> int:
    """Of the most alarming piece."""
    return max(points_of(sentence, signs)[danger] for sentence in read_sentences(message, signs.groups))


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("es brennt im haus", 3),
        ("haus brennt", 3),  # people in panic have their own grammar
        ("im nachbarhaus brennt es", 3),  # the end of a compound
        ("es brent im dachstul", 3),  # a letter lost
        ("hilfe es brennt", 2),
        ("eine sirene", 1),
        ("das haus brennt gerade", 4),
        ("es brennt hier seit heute morgen und niemand weiß etwas von einem haus", 0),  # too far apart
        ("es brennt nicht im haus", -4),
        ("im haus brennt es nicht mehr weiter", 3),  # "nicht mehr" takes nothing back
        ("letztes jahr brannte das haus", -3),
        ("gestern, brennt das haus", 0),
        ("was tun wenn das haus brennt", 1),
        ("hilfe was tun wenn das haus brennt", 3),
        ("guten tag", 0),
    ],
)
def test_signs_and_what_speaks_against_them(signs: Signs, message: str, expected: int):
    assert points(message, signs) == expected


def test_a_phrase_can_end_where_the_clause_ends(signs: Signs):
    assert points("ich kann nicht mehr", signs, Danger.CRISIS) == 3
    assert points("ich kann nicht mehr kommen", signs, Danger.CRISIS) == 0


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("bei mir bricht grad jemand ein", 2),
        ("bei mir bricht grad jemand ein hilfe", 2),  # in haste without a comma
        ("da bricht ein ast ab", 0),  # "ein" is no part of the verb
        ("mir bricht der schweiß aus, ein schreck", 0),  # another clause
        ("wohnungseinbruch", 2),
        ("wintereinbruch", 0),
    ],
)
def test_parted_verbs_and_compounds(signs: Signs, message: str, expected: int):
    assert points(message, signs, Danger.POLICE) == expected


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("er artmet nicht", "er atmet nicht"),
        ("rauch in der kuche", "rauch in der Küche"),  # the umlaut comes back
        ("die Wolken", "die Wolken"),  # a known word, though not far from "wollen"
        ("rgmet", "rgmet"),
        ("oma", "oma"),
    ],
)
def test_typing_errors_are_put_right(signs: Signs, typed: str, meant: str):
    mender = Mender(["er atmet nicht", "rauch in der küche", "wir wollen"], signs.groups, {"wolken"})
    assert [word.lower() for word in mender.mend(typed.split())] == [word.lower() for word in meant.split()]


def test_only_so_many_words_are_looked_up(signs: Signs):
    mender = Mender(["atmet"], signs.groups, set())
    words = [
        *(f"xy{chr(ord('a') + number // 8)}{chr(ord('a') + number % 8)}zk" for number in range(MOST_MENDED)),
        "artmet",
    ]
    assert mender.mend(words)[-1] == "artmet"


def test_words_that_residents_often_write_are_no_typing_errors(signs: Signs):
    assert Mender(["feuer"], signs.groups, set(), ["die feier"] * 3).mend(["feier"]) == ["feier"]
    assert Mender(["feuer"], signs.groups, set()).mend(["feier"]) == ["feuer"]


def test_a_crisis_in_the_past_is_still_one(signs: Signs):
    assert points("letztes jahr wollte ich nicht mehr leben", signs, Danger.CRISIS) == 3


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Hilfe", Danger.RESCUE),
        ("Hilfe! Hilfe, bitte!", Danger.RESCUE),
        ("hilfe polizei", Danger.POLICE),  # whoever can be named is named
        ("hilfe zum formular", None),
        ("Hilfe! Die Seite lädt nicht.", None),
        ("/hilfe", None),  # a command
    ],
)
def test_a_message_of_nothing_but_calls(signs: Signs, message: str, expected: Danger | None):
    assert bare_call(read_sentences(message, signs.groups), signs) is expected


def test_a_sign_with_an_unknown_group_is_refused(tmp_path: Path):
    (tmp_path / "emergency-words.yaml").write_text(WORDS, encoding="utf-8")
    (tmp_path / "emergencies.yaml").write_text(LISTS.replace("BURNS HOUSE", "BURNS HUOSE"), encoding="utf-8")
    with pytest.raises(ValueError, match="HUOSE"):
        Signs.read(tmp_path)


def test_long_messages_are_read_in_stretches_that_overlap(signs: Signs):
    words = [f"wort{number}" for number in range(LONGEST * 2)]
    words[LONGEST - 1 : LONGEST + 1] = ["haus", "brennt"]  # across the border of two stretches
    assert points(" ".join(words), signs) == 3
    assert sum(len(sentence.words) for sentence in read_sentences("wort " * 9_000, signs.groups)) < 3 * MOST_WORDS


def test_likeness_learns_from_examples_alone():
    examples = [
        Example(text="hier liegt jemand am boden", danger=Danger.RESCUE),
        Example(text="meine frau liegt am boden", danger=Danger.RESCUE),
        Example(text="was kostet das cockpit", danger=None),
        Example(text="was kostet die fahrkarte", danger=None),
    ]
    near, far = Likeness(examples, None).of(["mein mann liegt am boden", "was kostet der eintritt"])
    assert near[0] > 0 > far[0]


def test_what_was_learned_is_kept_between_two_starts(tmp_path: Path):
    examples = [Example(text="es brennt", danger=Danger.RESCUE), Example(text="guten tag", danger=None)]
    first = Likeness(examples, None, tmp_path).of(["es brennt"])
    (votes,) = tmp_path.iterdir()
    written = votes.stat().st_mtime_ns
    assert (Likeness(examples, None, tmp_path).of(["es brennt"]) == first).all()
    assert votes.stat().st_mtime_ns == written
