"""From a resident's sentence to the one entry that answers, to a few, or to an honest "not known"."""

import time

import pytest

from knowledge.entries import Kind, Language, Library
from knowledge.search.finding import Search
from knowledge.search.outcomes import Found, Outcome, Unknown, Unsure
from tests.knowledge.town import LetterModel, an_entry, small_library


@pytest.fixture(scope="module", params=["with meaning", "on words alone"])
def search(request: pytest.FixtureRequest) -> Search:
    return Search(small_library(), LetterModel() if request.param == "with meaning" else None)


def entries_of(outcome: Outcome) -> list[str]:
    if isinstance(outcome, Found):
        return [outcome.entry.id]
    candidates = outcome.candidates if isinstance(outcome, Unsure) else outcome.related
    return [candidate.entry.id for candidate in candidates]


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("wo stehen die solarbänke", "benches-place"),
        ("Wo stehen die Solarbänke?", "benches-place"),
        ("WO STEHEN DIE SOLARBÄNKE", "benches-place"),
        ("wo stehen die solarbaenke", "benches-place"),
        ("wo stehen die solar bänke", "benches-place"),
        ("wo stehen die solarbnke", "benches-place"),
        ("was kosten die solarbänke", "benches-cost"),
        ("where are the solar benches", "benches-place"),
        ("was ist das cockpti", "cockpit"),
        ("mytopia", "theatre"),
        ("hallo", "hello"),
    ],
)
def test_a_question_finds_its_entry_however_it_is_typed(search: Search, question: str, entry: str):
    assert entries_of(search.find(question))[0] == entry


@pytest.mark.parametrize("keyword", ["cockpit?", "Cockpit", "COCKPIT!!!"])
def test_a_key_word_alone_opens_the_overview(search: Search, keyword: str):
    outcome = search.find(keyword)
    assert isinstance(outcome, Found)
    assert outcome.entry.is_overview


@pytest.mark.parametrize(
    "question",
    ["wie koche ich klöße", "wer wird deutscher meister", "hauptstadt von australien", "asdf qwertz", "which team won"],
)
def test_what_nobody_wrote_down_is_not_known(search: Search, question: str):
    assert isinstance(search.find(question), Unknown)


@pytest.mark.parametrize("nothing", ["", "   ", "?!", "😀😀", "\u200b\u200b", "…"])
def test_a_message_without_words_is_not_known(search: Search, nothing: str):
    assert search.find(nothing) == Unknown(nearest=0.0)


def test_what_another_office_does_is_found_as_its_door(search: Search):
    outcome = search.find("wann kommt die müllabfuhr")
    assert isinstance(outcome, Found)
    assert outcome.entry.kind is Kind.ELSEWHERE


def test_other_candidates_are_answers_only(search: Search):
    outcome = search.find("wo stehen die solarbänke")
    assert isinstance(outcome, Found)
    assert all(candidate.entry.kind is Kind.ANSWER for candidate in outcome.others)
    assert outcome.entry.id not in [candidate.entry.id for candidate in outcome.others]


@pytest.mark.parametrize(
    ("question", "entry"),
    [("und was kostet das?", "benches-cost"), ("wo genau?", "benches-place"), ("und wo stehen die", "benches-place")],
)
def test_a_follow_up_is_read_with_the_last_subject(search: Search, question: str, entry: str):
    assert entries_of(search.find(question, topic="benches"))[0] == entry


def test_without_a_last_subject_a_follow_up_is_no_certain_answer(search: Search):
    assert not isinstance(search.find("und wo genau?"), Found)


def test_a_new_subject_wins_over_the_last_one(search: Search):
    assert entries_of(search.find("und was ist das cockpit?", topic="benches"))[0] == "cockpit"


def test_an_unknown_last_subject_does_no_harm(search: Search):
    assert entries_of(search.find("wo stehen die solarbänke", topic="gone"))[0] == "benches-place"


def test_a_door_is_found_in_the_middle_of_a_talk_about_benches(search: Search):
    assert entries_of(search.find("wann kommt die müllabfuhr", topic="benches"))[0] == "bins"


def test_two_entries_that_are_nearly_alike_are_both_offered():
    twins = [
        an_entry(f"lamps-{side}", f"Lampen {side}", f"wie hell sind die lampen {side}", f"lampen {side} helligkeit")
        for side in ("blau", "grün")
    ]
    search = Search(Library([*small_library().entries.values(), *twins], []), None)
    outcome = search.find("wie hell sind die lampen")
    assert isinstance(outcome, Unsure)
    assert {"lamps-blau", "lamps-grün"} <= set(entries_of(outcome))


def test_the_question_in_a_story_is_found(search: Search):
    story = (
        "Guten Tag, ich wohne seit vierzig Jahren in Lusan und gehe gern spazieren, am liebsten mit meiner Enkelin. "
        "Gestern war das Wetter so schön. Wo stehen die Solarbänke? Vielen Dank und schöne Grüße aus Lusan."
    )
    assert entries_of(search.find(story))[0] == "benches-place"


def test_a_story_names_the_subject_that_its_question_only_points_to(search: Search):
    assert entries_of(search.find("Wir haben gestern Solarbänke gesehen. Was kosten die?"))[0] == "benches-cost"


def test_a_greeting_before_a_question_is_not_small_talk(search: Search):
    assert entries_of(search.find("Hallo! Wo stehen die Solarbänke?"))[0] == "benches-place"


@pytest.mark.parametrize(
    ("message", "entries"),
    [
        ("Was ist das Cockpit? Wo stehen die Solarbänke?", ["cockpit", "benches-place"]),
        ("wo stehen die solarbänke und was ist das cockpit", ["benches-place", "cockpit"]),
        ("Hallo! Wo stehen die Solarbänke?", ["benches-place"]),
        ("Was ist das Cockpit? Was ist das Cockpit?", ["cockpit"]),
    ],
)
def test_several_questions_are_answered_in_their_order(message: str, entries: list[str]):
    search = Search(small_library(), LetterModel())
    assert [entries_of(outcome)[0] for outcome in search.find_all(message)] == entries


@pytest.mark.parametrize("message", ["", "asdf qwertz", "wie koche ich klöße und wer wird meister"])
def test_a_message_without_a_question_of_ours_has_one_outcome(search: Search, message: str):
    assert [type(outcome) for outcome in search.find_all(message)] == [Unknown]


@pytest.mark.parametrize(("typed", "entry"), [("cock", "cockpit"), ("cockp", "cockpit"), ("solarb", "benches")])
def test_half_a_word_already_finds_cards(search: Search, typed: str, entry: str):
    assert search.ranked(typed)[0].entry.subject == entry


def test_cards_are_answers_and_no_more_than_wanted(search: Search):
    assert search.ranked("hallo", most=2) == [] or all(
        one.entry.kind is Kind.ANSWER for one in search.ranked("hallo", most=2)
    )
    assert len(search.ranked("solarbänke", most=2)) <= 2


@pytest.mark.parametrize(
    ("question", "language"),
    [("wo stehen die bänke", Language.GERMAN), ("where are the benches", Language.ENGLISH), ("cockpit", None)],
)
def test_the_language_of_a_question_is_noticed(search: Search, question: str, language: Language | None):
    assert search.language_of(question) == language


def test_the_search_says_which_model_it_works_with():
    assert Search(small_library(), None).meaning == "none"
    assert Search(small_library(), LetterModel()).meaning == "letters of the test"


HOSTILE = {
    "one letter": "a" * 4096,
    "short words": "ab " * 1365,
    "stacked accents": "e\u0301\u0302\u0303" * 1024,
    "question words": "wo? " * 1024,
    "the same slip": "solarbnke " * 409,
    "many slips": " ".join(f"solrabnk{chr(97 + place % 26)}x" for place in range(400))[:4096],
    "one endless compound": "solarbankstandort" * 240,
    "every sign": "".join(chr(code) for code in range(33, 4129)),
    "brackets": "([{" * 1365,
    "sentences": "Was ist das? " * 315,
    "ligatures": "\ufdfa" * 4096,
    "dots": "." * 4096,
    "line breaks": "a\n" * 2048,
    "invisible": "\u200b" * 4096,
    "emoji": "👨‍👩‍👧" * 800,
}


@pytest.mark.parametrize("attack", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_message_takes_longer_than_a_tenth_of_a_second(search: Search, attack: str):
    def seconds() -> float:
        start = time.perf_counter()
        search.find(attack, topic="benches")
        return time.perf_counter() - start

    assert min(seconds() for _ in range(3)) < 0.1
