"""German and English as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.entries import Language
from knowledge.language.common import all_function_words, everyday_words
from knowledge.language.compounds import split_compound
from knowledge.language.folding import LONGEST_WORD, clean, fold, words_of
from knowledge.language.guessing import guess_language
from knowledge.language.reading import MOST_WORDS, Reader
from knowledge.language.sentences import is_long, likely_questions, parts_of, questions_of
from knowledge.language.spelling import SpellingCorrector, allowed_errors
from knowledge.language.spoken import as_written, sound_of
from knowledge.language.stems import stem
from knowledge.language.vocabulary import Vocabulary


@pytest.mark.parametrize("spelling", ["Bänke", "Baenke", "BÄNKE", "bänke", "Ba\u0308nke", "banke"])
def test_all_spellings_of_a_word_become_one(spelling: str):
    assert fold(spelling) == "banke"


@pytest.mark.parametrize(("left", "right"), [("Straße", "strasse"), ("Maßnahme", "massnahme"), ("für", "fuer")])
def test_sharp_s_and_umlauts_may_be_written_out(left: str, right: str):
    assert fold(left) == fold(right)


def test_ue_after_a_vowel_is_no_umlaut():
    assert [fold(word) for word in ("neue", "Mauer", "Quelle")] == ["neue", "mauer", "quelle"]


def test_a_stretched_word_is_shortened_but_a_number_is_not():
    assert fold("haaaallo") == "haallo"
    assert fold("10000") == "10000"


def test_what_nobody_can_see_is_removed():
    assert clean("Sol\u200bar\u00adbank\u00a0 wo\u0000?\r\n\r\n da ") == "Solarbank wo?\nda"


def test_stacked_accents_do_not_break_a_word():
    assert words_of(clean("wo\u0361\u0362\u035b\u0300 sind")) in (["wo", "sind"], ["wò", "sind"])


@given(st.text(max_size=300))
def test_any_text_can_be_cleaned_and_folded(text: str):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert all(len(fold(word)) <= LONGEST_WORD for word in words_of(cleaned))


def test_stems_join_the_forms_of_a_word():
    assert stem(fold("Bänken")) == stem("bank")
    assert stem("benches", Language.ENGLISH) == stem("bench", Language.ENGLISH)


KNOWN = {"solar", "bank", "banke", "standort", "standorte", "strategie", "kreis", "smartcity", "studio", "projekt"}


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("solarbank", ("solar", "bank")),
        ("solarbankstandorte", ("solar", "bank", "standorte")),
        ("strategiekreis", ("strategie", "kreis")),
        ("projektsstudio", ("projekt", "studio")),
        ("smartcitystudio", ("smartcity", "studio")),
        ("banane", ()),
        ("kreissage", ()),
        ("bank", ()),
    ],
)
def test_compounds_are_taken_apart_by_known_words(word: str, parts: tuple[str, ...]):
    assert split_compound(word, KNOWN) == parts


def test_nonsense_of_short_words_is_no_compound():
    assert split_compound("artratort", {"art", "rat", "ort"}) == ()


@pytest.fixture
def corrector() -> SpellingCorrector:
    return SpellingCorrector(
        {"solarbank": 9, "cockpit": 5, "studio": 4, "strategie": 6, "app": 3, "kosten": 2, "posten": 1}
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("solarbnk", "solarbank"),
        ("solrabank", "solarbank"),
        ("cockpti", "cockpit"),
        ("stategie", "strategie"),
        ("kostn", "kosten"),
        ("aap", None),
        ("qqqqqqqq", None),
        ("gockpit", "cockpit"),
        ("studio2", None),
    ],
)
def test_typing_errors_are_put_right_when_one_word_is_near(corrector: SpellingCorrector, typed: str, meant: str | None):
    assert corrector.correct(typed) == meant


def test_short_words_are_not_guessed():
    assert [allowed_errors(word) for word in ("amt", "bank", "solarbank", "strategiekreis")] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("wo stehen die bänke", Language.GERMAN),
        ("was kostet das", Language.GERMAN),
        ("where are the benches", Language.ENGLISH),
        ("how much is it", Language.ENGLISH),
        ("cockpit", None),
        ("", None),
    ],
)
def test_the_language_of_a_short_question_is_guessed(question: str, language: Language | None):
    assert guess_language([fold(word) for word in words_of(question)]) == language


def test_a_known_word_tells_the_language_where_no_small_word_does():
    assert guess_language(["benches"], german={"bank"}, english={"benches"}) == Language.ENGLISH


def test_the_word_lists_hold_no_subject_of_ours():
    assert {"wo", "the", "ist"} <= all_function_words() <= everyday_words()
    assert "solarbank" not in everyday_words()


@pytest.fixture(scope="module")
def reader() -> Reader:
    german = [
        "Wo stehen die Solarbänke?",
        "Standort der Solarbank",
        "Was kostet das Projekt?",
        "Ideenwettbewerb",
        "Strategie",
    ]
    english = ["Where are the solar benches?"]
    return Reader(
        Vocabulary([*((text, Language.GERMAN) for text in german), *((text, Language.ENGLISH) for text in english)])
    )


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("wo stehn die solar bänke", "wo stehen die solarbänke"),
        ("solarbaenke", "Solarbänke"),
        ("ideenwetbewerb", "Ideenwettbewerb"),
        ("solarbankstandort", "Solarbank Standort"),
        ("mein hund", "mein hund"),
        ("bundesliga", "bundesliga"),
    ],
)
def test_a_question_is_put_right(reader: Reader, typed: str, understood: str):
    assert reader.read(typed).text == understood


def test_everyday_words_are_never_corrected_into_ours():
    reader = Reader(Vocabulary([("der Bund fördert", Language.GERMAN)]))
    assert reader.read("hund").text == "hund"
    assert not reader.read("hund").words[0].is_known


def test_only_the_beginning_of_an_endless_message_is_read(reader: Reader):
    assert len(reader.read("wort " * 1000).words) == MOST_WORDS


def test_a_message_without_letters_has_no_words(reader: Reader):
    assert reader.read("😀 ?! …").words == []


STORY = (
    "Guten Tag, ich wohne seit vierzig Jahren in Lusan und gehe gern spazieren. Neulich war ich mit meiner Enkelin "
    "im Park. Wo stehen denn die Solarbänke? Vielen Dank im Voraus."
)


def test_the_question_of_a_story_is_found():
    assert is_long(STORY)
    assert likely_questions(STORY)[0] == "Wo stehen denn die Solarbänke?"
    assert parts_of(STORY)[0] == "Wo stehen denn die Solarbänke?"


def test_a_story_in_one_breath_is_cut_at_its_last_question_word():
    breath = "also ich wollte mal fragen weil " + "und dann " * 20 + "wo die bänke stehen"
    question, whole = parts_of(breath)
    assert question == "wo die bänke stehen"
    assert whole.endswith(f"und dann {question}")


def test_a_greeting_does_not_hide_the_question():
    assert parts_of("Hallo! Wo stehen die Bänke?") == ["Hallo! Wo stehen die Bänke?", "Wo stehen die Bänke?"]


def test_a_short_question_stays_whole():
    assert parts_of("wo stehen die bänke") == ["wo stehen die bänke"]


@pytest.mark.parametrize(
    ("spoken", "written"),
    [("hamse ooch nix", "haben sie auch nichts"), ("isses so", "ist es so"), ("dor bus", "der bus")],
)
def test_what_is_typed_as_it_is_spoken_is_written_out(spoken: str, written: str):
    assert " ".join(as_written(words_of(spoken))) == written


@pytest.mark.parametrize(
    ("heard", "meant"), [("brojegd", "projekt"), ("andwordn", "antworten"), ("brojegde", "projekte"), ("bangg", "pank")]
)
def test_words_that_sound_alike_are_one(heard: str, meant: str):
    assert sound_of(heard) == sound_of(meant)


def test_words_that_sound_different_stay_apart():
    assert len({sound_of(word) for word in ("projekt", "produkt", "protokoll", "bank", "banner")}) == 5


def test_dialect_is_read_with_the_known_words():
    reader = Reader(
        Vocabulary([("welche projekte gibt es", Language.GERMAN), ("wo sind die antworten", Language.GERMAN)])
    )
    assert reader.read("welche brojegde gibts").text == "welche projekte gibt es"
    assert "antworten" in [word.meant for word in reader.read("wo sin die andwordn").words]


def test_two_questions_in_one_sentence_come_apart():
    assert questions_of("Was ist das Cockpit und wo stehen die Bänke?") == [
        "Was ist das Cockpit",
        "wo stehen die Bänke?",
    ]
    assert questions_of("Wo sind Bänke und Lampen?") == ["Wo sind Bänke und Lampen?"]
    assert questions_of("Schönes Wetter heute.") == []
