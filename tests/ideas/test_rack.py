"""Does looking closely at few lose what looking closely at all would find? Memory, changes."""

import tracemalloc
from collections.abc import Sequence

import numpy as np
import pytest

from bot.ideas import rack as racks
from bot.ideas.likeness import Idea, Likeness
from bot.ideas.rack import Rack
from knowledge.search.meaning import load_model
from tests.ideas.labelled import FRESH, SHOWN, Labelled, read_fresh, read_ideas, same_wish


@pytest.fixture(scope="module", params=["with meaning", "on words alone"])
def likeness(request: pytest.FixtureRequest) -> Likeness:
    return Likeness(load_model() if request.param == "with meaning" else None)


@pytest.fixture(scope="module")
def labelled() -> list[Labelled]:
    """All labelled ideas, as one town would have them."""
    found = [idea for half in ("tune", "keep") for idea in read_ideas(half)]
    for name in FRESH:
        first = max(idea.wish for idea in found) + 1
        found += [
            Labelled(text=idea.text, wish=idea.wish + first, family=f"{name} {idea.family}")
            for idea in read_fresh(name)
        ]
    return found


def hits(labelled: Sequence[Labelled], rack: Rack, ideas: Sequence[Idea]) -> float:
    """Of every eighth idea that has a partner: how many have one among the first three."""
    same = same_wish(labelled)
    asked = np.flatnonzero(same.any(axis=1))[::8].tolist()
    found = [
        any(same[own, row] for row, _ in [near for near in rack.nearest(ideas[own], SHOWN + 1) if near[0] != own][:3])
        for own in asked
    ]
    return float(np.mean(found))


def test_the_first_look_loses_nothing(
    likeness: Likeness, labelled: Sequence[Labelled], monkeypatch: pytest.MonkeyPatch
):
    """A hundredth of a town's ideas shares words enough to be looked at, as 2,000 of 100,000 would."""
    ideas = likeness.understand([idea.text for idea in labelled])
    rack = Rack(likeness)
    rack.add(ideas)
    quick = hits(labelled, rack, ideas)
    monkeypatch.setattr(racks, "SHARING", 100)
    rough = hits(labelled, rack, ideas)
    monkeypatch.setattr(racks, "SHARING", len(ideas))
    monkeypatch.setattr(racks, "LOOKED_AT", len(ideas))
    thorough = hits(labelled, rack, ideas)
    assert quick >= thorough - 0.005
    assert rough >= thorough - 0.01


def test_what_came_one_by_one_is_found_as_well(likeness: Likeness, labelled: Sequence[Labelled]):
    ideas = likeness.understand([idea.text for idea in labelled])
    whole, growing = Rack(likeness), Rack(likeness)
    whole.add(ideas)
    for idea in ideas:
        growing.add([idea])
    assert hits(labelled, growing, ideas) >= hits(labelled, whole, ideas) - 0.01


def test_what_is_dropped_is_found_no_more(likeness: Likeness):
    rack = Rack(likeness)
    ideas = likeness.understand(["Mehr Bänke in Lusan", "Bänke für Lusan"])
    rack.add(ideas)
    rack.drop(0)
    assert [row for row, _ in rack.nearest(ideas[0], 3)] == [1]


def test_an_idea_takes_little_memory(likeness: Likeness, labelled: Sequence[Labelled]):
    """2 KB at the most, of which 1 KB is the meaning."""
    ideas = likeness.understand([idea.text for idea in labelled])
    tracemalloc.start()
    try:
        rack = Rack(likeness)
        for _ in range(10):
            rack.add(ideas)
        taken = tracemalloc.get_traced_memory()[0] / len(rack)
    finally:
        tracemalloc.stop()
    assert taken <= (2_000 if ideas[0].meaning is not None else 1_000)


def test_a_rack_of_the_living_finds_the_same_and_is_as_small(
    likeness: Likeness, labelled: Sequence[Labelled], monkeypatch: pytest.MonkeyPatch
):
    """Every idea has changed three times: what is left is as large as if it never had."""
    monkeypatch.setattr(racks, "_FEW", 100)
    ideas = likeness.understand([idea.text for idea in labelled])
    fresh = Rack(likeness)
    fresh.add(ideas)
    old = Rack(likeness)
    for time in range(4):
        old.add(ideas)
        assert old.is_mostly_dead == (time >= 2)
        for row in range(len(ideas) * time, len(ideas) * (time + 1)) if time < 3 else ():
            old.drop(row)
    new, kept = old.without_the_dead()
    assert len(new) == len(ideas)
    assert not new.is_mostly_dead
    assert kept == list(range(3 * len(ideas), 4 * len(ideas)))
    assert sum(map(len, new._rows_of.values())) == sum(map(len, fresh._rows_of.values()))
    assert hits(labelled, new, ideas) >= hits(labelled, fresh, ideas) - 0.01
    for asked in ideas[:20]:
        assert [row for row, _ in new.nearest(asked, 1)] == [row for row, _ in fresh.nearest(asked, 1)]
