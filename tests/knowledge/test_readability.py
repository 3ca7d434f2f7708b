"""The measures of a text agree with what a person counts by hand, and full stops inside a sentence do not end it."""

import pytest
from textstat.backend.metrics._flesch_reading_ease import flesch_reading_ease
from textstat.backend.metrics._lix import lix
from textstat.backend.metrics._wiener_sachtextformel import wiener_sachtextformel

from knowledge.readability import count_syllables, find_hardness, measure, split_sentences

EASY = "Sie können Ihr Handy an der Bank laden. Das geht auf zwei Wegen. Legen Sie das Handy auf den Sitz."
OFFICIAL = "Die Inanspruchnahme der Leistung erfordert eine Genehmigung."
ORDINARY = (
    "In Gera stehen seit dem Frühling zwei Bänke mit Strom. Die Stadt hat sie im Zentrum aufgestellt. Die Sonne "
    "liefert den Strom für die Bänke. Menschen können dort sitzen und ihr Handy laden. Viele Leute nutzen das in der "
    "Pause. Abends leuchten kleine Lampen unter dem Sitz. Die Bänke messen auch die Luft und die Wärme."
)


def test_an_easy_text_counted_by_hand():
    # 20 words in 3 sentences; none longer than six letters; 26 syllables; 14 words of one syllable, none of three.
    found = measure(EASY)
    assert (found.words, found.longest, found.worst) == (20, 8, "Sie können Ihr Handy an der Bank laden.")
    assert found.mean == pytest.approx(20 / 3)
    assert found.lix == pytest.approx(20 / 3)
    assert found.wiener == pytest.approx(0.1672 * 20 / 3 - 0.0327 * 70 - 0.875)
    assert found.amstad == pytest.approx(180 - 20 / 3 - 58.5 * 1.3)


def test_an_official_sentence_counted_by_hand():
    # 7 words; 4 longer than six letters; 18 syllables (1+5+1+2+3+2+4); 3 words of three and more, 2 of one.
    found = measure(OFFICIAL)
    assert found.lix == pytest.approx(7 + 400 / 7)
    assert found.wiener == pytest.approx(0.1935 * 300 / 7 + 0.1672 * 7 + 0.1297 * 400 / 7 - 0.0327 * 200 / 7 - 0.875)
    assert found.amstad == pytest.approx(180 - 7 - 58.5 * 18 / 7)


@pytest.mark.parametrize("text", [EASY, OFFICIAL, ORDINARY])
def test_textstat_comes_to_nearly_the_same(text):
    # textstat finds fewer syllables: it counts where a word may be parted at the end of a line.
    found = measure(text)
    assert found.lix == pytest.approx(lix(text))
    assert found.wiener == pytest.approx(wiener_sachtextformel(text, 1, "de"), abs=1.5)
    assert found.amstad == pytest.approx(flesch_reading_ease(text, "de"), abs=12)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("Bank", 1), ("oder", 2), ("Abend", 2), ("Idee", 2), ("neue", 2), ("Bäume", 2), ("Häuser", 2), ("Quelle", 2),
        ("Theater", 3), ("Energie", 3), ("Million", 3), ("Bürgerbeteiligung", 6), ("2022", 1), ("GmbH", 1), ("Ufer", 2),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_people_speak(word, syllables):
    assert count_syllables(word) == syllables


@pytest.mark.parametrize(
    "sentence",
    [
        "Das war am 16. März 2022 im Rathaus.",
        "Das war vom 3. bis zum 5. Mai so.",
        "Sie können z. B. Geräte laden.",
        "Sie können z.B. Geräte laden.",
        "Der Verein Bürgernetz Gera-Greiz e. V. hilft dabei.",
        "Es kostet 7,5 Mio. Euro oder 4.361 Euro.",
        "Die 3. Vollversammlung war online.",
        "Mehr dazu steht auf www.gera.de und auf https://gera.de/a.b?c=1 im Netz.",
        "Herr Dr. Müller, Nr. 7, sagt ca. 3 Dinge.",
        "Das Haus, das K. Dix gehört.",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(sentence):
    assert split_sentences(f"{sentence} Danach ist Schluss.") == [sentence, "Danach ist Schluss."]


def test_a_sentence_ends_after_a_year_a_number_and_an_abbreviation():
    text = "Das war 2022. Es waren 14. Dann kam der Verein e. V. Die Leute fragten: „Wie?“ Gut."
    assert split_sentences(text) == [
        "Das war 2022.", "Es waren 14.", "Dann kam der Verein e. V.", "Die Leute fragten: „Wie?“", "Gut.",
    ]  # fmt: skip


def test_points_of_a_list_are_sentences_and_parts_of_a_hyphenated_word_are_words():
    found = measure("Sie brauchen:\n- ein USB-Kabel\n- Zeit")
    assert found.mean == pytest.approx(6 / 3)
    assert found.longest == 3


def test_addresses_count_for_nothing():
    assert measure("Mehr auf smart-city-dialog.de/wissen oder an smartcity@gera.de").words == 4


def test_an_empty_text_is_not_hard():
    assert find_hardness(measure("")) == []


def test_an_easy_text_passes_and_an_official_one_says_what_is_wrong():
    assert find_hardness(measure(ORDINARY)) == []
    assert find_hardness(measure(OFFICIAL)) == [
        "LIX 64,1 (höchstens 40)",
        "Wiener Sachtextformel 15,1 (höchstens 7)",
        "Amstad 22,6 (mindestens 60)",
    ]


def test_a_long_sentence_is_refused_even_if_its_words_are_short():
    sentence = "Der Bus " + "und der Zug " * 6 + "sind da."
    assert find_hardness(measure(sentence)) == [
        "ein Satz hat 22 Wörter (höchstens 18)",
        "im Mittel 22,0 Wörter je Satz (höchstens 12)",
    ]
