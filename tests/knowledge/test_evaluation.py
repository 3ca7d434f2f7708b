"""The score can be trusted: labels that exist, counting that is right, a kept part that stays apart."""

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from knowledge.entries import Kind, Language, Library
from knowledge.evaluation.comparison import compare
from knowledge.evaluation.fitting import Example, examples_of, fit_weights, likelihood
from knowledge.evaluation.paragraphs import measure_paragraphs, print_paragraphs
from knowledge.evaluation.plain import plain_searches
from knowledge.evaluation.printing import print_comparison, print_report
from knowledge.evaluation.questions import Question, missing_entries, read_questions
from knowledge.evaluation.scoring import Report, Share, evaluate
from knowledge.evaluation.training import Seen, choose_bands, fit, mark_of_data, scores_of, write_record
from knowledge.language.folding import clean, fold, words_of
from knowledge.loading import load_library
from knowledge.search.decision import Weights
from knowledge.search.features import ENTRY_FEATURES, OUTSIDE_FEATURES, Features
from knowledge.search.finding import Search
from knowledge.search.meaning import load_model
from knowledge.search.numbers import read_record
from knowledge.search.outcomes import Candidate, Found, Outcome, Unknown, Unsure
from knowledge.search.outside import OUTSIDE, UNTOLD, read_outside
from knowledge.search.shelf import Shelf
from tests.knowledge.town import LetterModel, small_library

LIBRARY = small_library()


def a_question(text: str, *want: str, after: str | None = None) -> Question:
    return Question(text=text, want=want, register="plain", language=Language.GERMAN, after=after)


class Script:
    """A search that gives what the test wrote down, and remembers the last subject it was told."""

    def __init__(self, **outcomes: Outcome) -> None:
        self.outcomes = outcomes
        self.topics: list[str | None] = []

    def find(self, question: str, *, topic: str | None = None) -> Outcome:
        self.topics.append(topic)
        return self.outcomes[question]


def found(id: str) -> Found:
    return Found(entry=LIBRARY.entries[id], score=0.9)


def unsure(*ids: str) -> Unsure:
    return Unsure(candidates=[Candidate(entry=LIBRARY.entries[id], score=0.3) for id in ids])


def report_on(outcome: Outcome, *want: str) -> Report:
    return evaluate(LIBRARY, Script(q=outcome), [a_question("q", *want)])


def test_the_wanted_entry_is_right_at_once():
    report = report_on(found("cockpit"), "cockpit", "theatre")
    assert report.right_at_once.value == report.offered.value == report.first.value == 1.0
    assert report.wrong_as_certain.hits == 0


def test_another_entry_is_wrong_as_certain():
    report = report_on(found("theatre"), "cockpit")
    assert report.wrong_as_certain.hits == 1
    assert report.confusions() == [("cockpit", "theatre", 1)]


def test_an_offer_with_the_wanted_entry_is_not_wrong():
    report = report_on(unsure("theatre", "cockpit"), "cockpit")
    assert (report.right_at_once.hits, report.offered.hits, report.first.hits, report.in_three.hits) == (0, 1, 0, 1)
    assert report.wrong_as_certain.hits == 0


def test_what_is_not_known_is_recognised_by_nothing_or_by_another_door():
    assert report_on(Unknown(nearest=0.1), "unknown").unknown_recognised.value == 1.0
    assert report_on(found("bins"), "unknown").unknown_recognised.value == 1.0
    assert report_on(found("hello"), "unknown").unknown_recognised.value == 1.0


def test_an_offer_or_an_answer_outside_is_not_recognised():
    assert report_on(unsure("cockpit"), "unknown").unknown_recognised.value == 0.0
    report = report_on(found("cockpit"), "unknown")
    assert (report.unknown_recognised.hits, report.wrong_as_certain.hits) == (0, 1)


def test_another_office_instead_of_our_answer_is_wrong():
    assert report_on(found("bins"), "waste").wrong_as_certain.hits == 1


def test_small_talk_wants_small_talk():
    assert report_on(found("hello"), "smalltalk").smalltalk.value == 1.0
    assert report_on(Unknown(nearest=0.0), "smalltalk").smalltalk.value == 0.0


def test_a_follow_up_is_asked_with_the_subject_of_the_answer_before():
    search = Script(first=found("benches"), second=found("benches-cost"))
    evaluate(LIBRARY, search, [a_question("second", "benches-cost", after="first")])
    assert search.topics == [None, "benches"]


def test_labels_that_lead_nowhere_are_refused():
    with pytest.raises(ValueError, match="do not exist"):
        report_on(found("cockpit"), "gone")


def test_the_interval_is_wilsons():
    low, high = Share(hits=95, of=100).interval
    assert (round(low, 3), round(high, 3)) == (0.888, 0.978)
    assert Share(hits=0, of=0).interval == (0.0, 1.0)
    assert Share(hits=0, of=10).interval[0] == 0.0


def test_a_question_never_changes_sides():
    assert a_question("Wo stehen die Bänke?").keep == a_question("wo  stehen die baenke?").keep
    kept = [question.keep for question in read_questions()]
    assert 0.3 < sum(kept) / len(kept) < 0.5


def test_questions_are_read_with_their_defaults(tmp_path: Path):
    (tmp_path / "short.yaml").write_text(
        "language: de\nwant: unknown\nquestions:\n"
        "  - ask: wetter\n  - ask: where\n    language: en\n    want: [cockpit]\n"
    )
    first, second = read_questions(tmp_path)
    assert (first.register, first.want, first.is_answerable) == ("short", ["unknown"], False)
    assert (second.language, second.want, second.is_answerable) == (Language.ENGLISH, ["cockpit"], True)


def test_the_report_and_the_comparison_can_be_read():
    questions = [a_question("was ist das cockpit", "cockpit"), a_question("wer gewinnt die wahl", "unknown")]
    search = Search(LIBRARY, LetterModel())
    report = evaluate(LIBRARY, search, questions)
    assert "right at once" in print_report(report)
    table = print_comparison(compare(LIBRARY, report, report, questions))
    assert table.splitlines()[1].startswith("this search")
    assert "rapidfuzz WRatio" in table


@pytest.mark.parametrize("search", plain_searches(LIBRARY), ids=lambda search: search.name)
def test_every_plain_search_ranks(search):
    assert search.rank("was ist das cockpit")[0][0] == "cockpit"
    assert len(search.rank("?!")) <= 3


def test_fitting_makes_the_labels_likelier():
    def example(right: list[int], *meanings: float) -> Example:
        entries = np.zeros((3, len(ENTRY_FEATURES)), dtype=np.float32)
        entries[:, 0] = meanings
        outside = np.zeros(len(OUTSIDE_FEATURES), dtype=np.float32)
        outside[0] = 1.0
        features = Features(rows=np.arange(3), entries=entries, outside=outside)
        return Example(features=features, right=right, seen=features)

    examples = [example([1], 0.2, 0.8, 0.1), example([], 0.3, 0.2, 0.1), example([0], 0.7, 0.2, 0.1)]
    start = Weights(entries={"meaning": 1.0}, outside={"always": 1.0})
    fitted = fit_weights(examples, start, hold=0.0001)
    assert likelihood(examples, fitted) > likelihood(examples, start)


def test_questions_become_examples_with_their_right_rows():
    search = Search(LIBRARY, None)
    questions = [
        a_question("was ist das cockpit", "cockpit"),
        a_question("wetter", "unknown"),
        a_question("und wo", "benches-place", after="was sind die solarbänke"),
    ]
    inside, outside = examples_of(search, questions)
    assert [search.entries[row].id for row in inside.right] == ["cockpit"]
    assert outside.right == []
    assert len(outside.features.entries) == sum(entry.kind is Kind.ANSWER for entry in search.entries)


def seen(first: float, *, is_right: bool = True, is_unknown: bool = False) -> Seen:
    return Seen(inside=first, first=first, is_right=is_right, is_unknown=is_unknown, is_elsewhere=False)


def test_bands_let_through_few_wrong_answers_and_little_from_outside():
    right = [seen(0.9) for _ in range(190)]
    wrong = [seen(0.6, is_right=False) for _ in range(10)]
    outside = [seen(0.3, is_right=False, is_unknown=True) for _ in range(40)]
    bands = choose_bands([*right, *wrong, *outside])
    assert bands.sure == pytest.approx(0.6)
    assert bands.offer == pytest.approx(0.301)


def test_fitted_numbers_are_written_so_that_the_search_can_read_them(tmp_path: Path):
    search = Search(LIBRARY, None)
    questions = [a_question("was ist das cockpit", "cockpit"), a_question("wetter morgen", "unknown")] * 5
    numbers = fit(search, questions)
    file = tmp_path / "decision.yaml"
    scores = scores_of(evaluate(LIBRARY, search, questions))
    write_record({"data": mark_of_data(LIBRARY, questions), "bands": asdict(numbers.bands), "scores": scores}, file)
    assert read_record(file)["bands"]["sure"] == numbers.bands.sure


def test_the_mark_changes_with_a_label_and_with_a_wording():
    questions = [a_question("was ist das cockpit", "cockpit")]
    fewer = Library(list(LIBRARY.entries.values())[1:], [])
    marks = {mark_of_data(LIBRARY, questions), mark_of_data(LIBRARY, []), mark_of_data(fewer, questions)}
    assert len(marks) == 3


def test_paragraphs_are_found_by_the_same_engine(tmp_path: Path):
    rows = [
        {"id": "p0", "answer": "Der Tierpark hat Affen. Sie fressen Obst."},
        {"id": "p1", "answer": "Die Straßenbahn fährt bis Lusan. Die Linie ist neu."},
    ]
    queries = [
        {"text": "was fressen die affen", "gold": ["p0"]},
        {"text": "wohin fährt die straßenbahn", "gold": ["p1"]},
    ]
    for name, lines in (("entries", rows), ("queries", queries)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    hits = measure_paragraphs(tmp_path, None)
    assert [one.first.hits for one in hits] == [2, 2]
    assert "BM25" in print_paragraphs(hits)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def search(library: Library, learned: Path) -> Search:
    return Search(library, load_model(), cache=learned)


@pytest.fixture(scope="module")
def report(library: Library, search: Search) -> Report:
    return evaluate(library, search, read_questions())


def test_every_label_leads_to_an_entry(library: Library):
    known = {*library.entries, "unknown", "smalltalk"}
    assert missing_entries(read_questions(), library) == {}
    assert {id for question in read_questions() for id in question.want} <= known


def test_no_hand_asks_the_same_twice():  # two may, and one on different subjects before the same follow-up
    asked = [(question.hand, question.after, question.text) for question in read_questions()]
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("path", [OUTSIDE, UNTOLD], ids=lambda path: path.stem)
def test_no_question_that_is_learned_from_is_a_labelled_one(path: Path):
    """A label in these lists would flatter the score."""
    labelled = {skeleton(question.text) for question in read_questions()}
    assert labelled.isdisjoint(skeleton(line) for section in read_outside(path) for line in section)


def test_nothing_untold_is_a_wording_of_an_entry():
    untold = {skeleton(line) for section in read_outside(UNTOLD) for line in section}
    assert untold.isdisjoint(skeleton(text) for text, _ in Shelf(load_library()).wordings)


def test_few_labelled_questions_are_wordings_by_chance(library: Library):
    """Writers who did not see each other's work hit on the same words now and then; more would be copying."""
    wordings = {skeleton(text) for entry in library.entries.values() for text in (*entry.wordings, *entry.wordings_en)}
    kept = [question for question in read_questions() if question.keep and len(words_of(question.text)) > 2]
    assert sum(skeleton(question.text) in wordings for question in kept) <= len(kept) // 12


def test_the_numbers_belong_to_the_wordings_and_the_labels(library: Library):
    """When this fails: `python -m bot knowledge train`, and look at the scores it writes."""
    assert read_record()["data"] == mark_of_data(library, read_questions())


def test_the_search_is_as_good_as_when_its_numbers_were_written(report: Report):
    """On the kept part, no figure is worse than its stored interval."""
    stored = read_record()["with meaning"]["scores"]["keep"]
    now = scores_of(report.only(lambda question: question.keep))
    for figure, (share, _, _) in now.items():
        _, low, high = stored[figure]
        assert share <= high if figure == "wrong_as_certain" else share >= low, figure


def test_every_name_on_a_button_opens_its_entry(library: Library):
    search = Search(library, None)
    entries = [entry for entry in library.entries.values() if entry.kind is Kind.ANSWER]
    missed = [
        entry.id for entry in entries if entry.id not in shown(search.find(entry.variants[Language.GERMAN].title))
    ]
    assert len(missed) <= len(entries) // 50


def shown(outcome: Outcome) -> list[str]:
    if isinstance(outcome, Found):
        return [outcome.entry.id]
    return [candidate.entry.id for candidate in outcome.candidates] if isinstance(outcome, Unsure) else []


def skeleton(text: str) -> str:
    return " ".join(fold(word) for word in words_of(clean(text)))
