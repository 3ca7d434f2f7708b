"""Are the numbers those of the labelled ideas, and are they good enough? The keep half is measured, never shown."""

import pytest

from bot.ideas.likeness import Likeness
from bot.ideas.numbers import read_record
from knowledge.search.meaning import load_model
from tests.ideas.beside import TRIGRAM_BAR, measure_plain, trigram_similarity, trigrams, wratio
from tests.ideas.fitting import mark_of_data, measure, scores_of
from tests.ideas.labelled import FRESH, read_fresh, read_ideas, same_wish
from tests.readme import README


def test_the_numbers_were_fitted_on_what_is_there():
    assert read_record()["data"] == mark_of_data(), "run: python -m tests.ideas.fitting keep"


def test_there_are_enough_labelled_ideas_and_both_halves_are_large():
    halves = [read_ideas(half) for half in ("tune", "keep")]
    texts = [idea.text for half in halves for idea in half]
    assert len(texts) == len(set(texts)) >= 320
    assert min(len(half) for half in halves) >= 150
    assert sum(int(same_wish(half).sum()) // 2 for half in halves) >= 200
    assert not {idea.family for idea in halves[0]} & {idea.family for idea in halves[1]}


@pytest.mark.parametrize("name", ["with meaning", "on words alone"])
def test_likeness_is_as_good_as_written_down(name: str):
    likeness = Likeness(load_model() if name == "with meaning" else None)
    written = read_record()[name]["scores"]
    for half in ("tune", "keep"):
        score = measure(likeness, read_ideas(half))
        assert scores_of(score) == pytest.approx(written[half], abs=0.01)
        assert score.hit >= 0.9
        assert score.precision >= 0.8


@pytest.mark.parametrize("file", FRESH)
def test_the_fresh_ideas_are_still_found(file: str):
    score = measure(Likeness(load_model()), read_fresh(file))
    assert score.hit >= 0.9
    assert score.precision >= 0.8


def test_the_readme_says_what_was_measured():
    text = README.read_text(encoding="utf-8")
    for name in ("with meaning", "on words alone"):
        tune, keep = (read_record()[name]["scores"][half] for half in ("tune", "keep"))
        assert f"{tune['hit']:.1%} / {keep['hit']:.1%}".replace("%", " %") in text
        assert f"{tune['precision']:.1%} / {keep['precision']:.1%}".replace("%", " %") in text


def test_it_is_far_better_than_what_others_use():
    ours = measure(Likeness(None), read_ideas("tune"))
    trigrams = measure_plain("tune", trigram_similarity, TRIGRAM_BAR)
    letters = measure_plain("tune", wratio, None)
    assert ours.hit > max(trigrams.hit, letters.hit) + 0.3
    assert ours.recall > max(trigrams.recall, letters.recall) + 0.3


def test_our_trigrams_are_those_of_postgres():
    """By the examples of its manual (F.35 pg_trgm): the wheel of the tests brings PostgreSQL without extensions."""
    assert trigrams("cat") == {"  c", " ca", "cat", "at "}
    assert trigrams("foo|bar") == {"  f", " fo", "foo", "oo ", "  b", " ba", "bar", "ar "}
    assert trigram_similarity("word", "two words") == pytest.approx(0.36363637)
