"""Which stage of an idea allows which deed, and what a decision must say."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.ideas.lifeline import (
    ALLOWED,
    BACK,
    LEAST_ANSWER,
    LONGEST_ANSWER,
    NEXT,
    Deed,
    Outcome,
    Ruling,
    Trouble,
    may_do,
    number_of,
    troubles_of,
)
from storage.ideas import SHOWN, Stage

ENOUGH = "a" * LEAST_ANSWER


def test_every_deed_has_its_stages_and_every_stage_can_be_reached():
    assert set(ALLOWED) == set(Deed)
    assert {Stage.RECEIVED, *NEXT.values(), *BACK.values()} == set(Stage)


@given(some.lists(some.sampled_from(Deed), max_size=30))
def test_nothing_is_shown_that_nobody_accepted(deeds: list[Deed]):
    stage, accepted = Stage.RECEIVED, False
    for deed in deeds:
        if may_do(deed, stage):
            accepted = accepted or deed is Deed.ACCEPT
            stage = BACK[stage] if deed is Deed.SET_BACK else NEXT.get(deed, stage)
        assert accepted or stage not in SHOWN


def test_what_is_over_is_changed_by_nobody():
    for stage in (Stage.WITHDRAWN, Stage.MERGED):
        assert {deed for deed in Deed if may_do(deed, stage)} <= {Deed.PART}


@pytest.mark.parametrize(
    ("ruling", "troubles"),
    [
        (Ruling(outcome=Outcome.PARTLY, answer=ENOUGH), []),
        (Ruling(outcome=Outcome.PARTLY, answer=ENOUGH[:-1]), [Trouble.TOO_SHORT]),
        (Ruling(outcome=Outcome.PARTLY, answer=f"{ENOUGH[:-1]}   "), [Trouble.TOO_SHORT]),
        (Ruling(outcome=Outcome.PARTLY, answer="a" * (LONGEST_ANSWER + 1)), [Trouble.TOO_LONG]),
        (Ruling(outcome=None, answer=""), [Trouble.NO_OUTCOME, Trouble.TOO_SHORT]),
        (Ruling(outcome="maybe", answer=ENOUGH), [Trouble.NO_OUTCOME]),
        (Ruling(outcome=Outcome.WILL_BE_DONE, answer=ENOUGH), [Trouble.NO_PART, Trouble.NO_WHEN]),
        (Ruling(outcome=Outcome.STRATEGY, answer=ENOUGH, part_of="M-07"), []),
        (Ruling(outcome=Outcome.STRATEGY, answer=ENOUGH, part_of=" "), [Trouble.NO_PART]),
    ],
)
def test_a_decision_lacks(ruling: Ruling, troubles: list[Trouble]):
    assert troubles_of(ruling) == troubles


def test_how_people_call_an_idea():
    assert [number_of(7), number_of(388), number_of(12345)] == ["I-0007", "I-0388", "I-12345"]
