"""The benchmark of the search runs; its figures are read, not asserted: a busy machine must not fail a test."""

from knowledge.search.finding import Search
from tests.benchmarks.search import Borrowed, grown, times
from tests.knowledge.town import LetterModel, small_library


def test_a_grown_library_still_finds_the_real_entries():
    library = grown(small_library(), 50)
    assert len(library.entries) == 50
    real = [wording for entry in small_library().entries.values() for wording in entry.wordings]
    search = Search(library, Borrowed(LetterModel(), real))
    assert search.nearest("wo stehen die solarbänke")[0].entry.id.startswith("benches-place")


def test_times_are_counted():
    taken = times(len, ["eins", "zwei", "drei"])
    assert 0 <= taken["p50"] <= taken["p99"]
