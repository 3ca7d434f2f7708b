"""The alarm as a whole: who is heard, who is not, and how good it is on the labelled sentences."""

from pathlib import Path

import pytest

from knowledge.emergencies.alarm import Alarm
from knowledge.emergencies.dangers import Danger
from knowledge.emergencies.examples import read_examples
from knowledge.evaluation.emergencies import Labelled, listen, print_heard, read_labelled
from knowledge.evaluation.questions import read_questions
from knowledge.language.folding import clean, fold, words_of
from knowledge.search.meaning import load_model


@pytest.fixture(scope="module")
def alarm(learned: Path) -> Alarm:
    return Alarm.load(load_model(), learned)


@pytest.mark.parametrize("text", ["", "…", "12 !!", "🔥"])
def test_a_message_without_words_is_no_alarm(alarm: Alarm, text: str):
    assert alarm.danger_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "die solarbank brennt",
        "the solar bench is on fire",
        "der Glascontainer qualmt",
        "am lastenrad hat der akku feuer gefangen",
        "an der Solarbank liegt ein bewusstloser Mann",
        "hier liegt jemand am bahnhof auf der solarbank und rührt sich nicht",
        "ich habe einen stromschlag von der solarbank bekommen",
        "die solarleuchte ist auf ein kind gefallen",
        "BeHome Notrufknopf funktioniert nicht, ich bin gestürzt",
        "Unfall in der Heinrichstraße",
        "Gibt es einen Defibrillator in der Nähe?",
    ],
)
def test_a_thing_of_the_city_takes_nothing_from_an_alarm(alarm: Alarm, text: str):
    assert alarm.danger_in(text) is Danger.RESCUE


@pytest.mark.parametrize(
    "text",
    [
        "SOS",
        "notruf",
        "feuerwehr",
        "Giftnotruf",
        "hilfe bitte ich brauche hilfe",
        "🔥🔥🔥 hilfe",
        "hilfeeee",
        "ambulance",
        "fire brigade",
    ],
)
def test_bare_calls_for_rescue(alarm: Alarm, text: str):
    assert alarm.danger_in(text) is Danger.RESCUE


@pytest.mark.parametrize(
    "text",
    [
        "polizei telefonnummer",
        "frauenhaus",
        "women's shelter",
        "110",
        "ich bring dich um",
        "i will kill you",
        "Ich fühle mich bedroht von meinem Nachbarn",
    ],
)
def test_calls_for_the_police_and_threats(alarm: Alarm, text: str):
    assert alarm.danger_in(text) is Danger.POLICE


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("Допоможіть, пожежа!", Danger.RESCUE),
        ("вызовите скорую", Danger.RESCUE),
        ("yardım yangın", Danger.RESCUE),
        ("YARDIM YANGIN", Danger.RESCUE),
        ("pomoc pożar", Danger.RESCUE),
        ("النجدة حريق", Danger.RESCUE),
        ("au secours", Danger.RESCUE),
        ("soțul meu nu respiră", Danger.RESCUE),
        ("на меня напали", Danger.POLICE),
        ("اتصل بالشرطة", Danger.POLICE),
        ("appelez la police", Danger.POLICE),
        ("ktoś mnie zaatakował", Danger.POLICE),
        ("я хочу умереть", Danger.CRISIS),
        ("أريد أن أموت", Danger.CRISIS),
        ("ölmek istiyorum", Danger.CRISIS),
        ("vreau să mor", Danger.CRISIS),
        ("pomoc z formularzem", None),
        ("form için yardım", None),
    ],
)
def test_sure_words_of_other_languages(alarm: Alarm, text: str, danger: Danger | None):
    assert alarm.danger_in(text) is danger


@pytest.mark.parametrize(
    "text",
    [
        "wie erreiche ich ihn",
        "ich kann ihn nicht erreichen",
        "lebt er noch",
        "sie antwortet nicht",
        "kita platz für meinen sohn",
        "lorem ipsum dolor sit amet",
        "was zaigt das kokpit",
        "cockpit api schnittstelle",
        "ist das vorhaben noch am leben",
        "cargo bikes and shared car near the tram stop pilot",
        "wer steckt hinter dem wasserstoffnetz und wozu",
        "Hiermit verabschiede ich mich",
        "hilfe zum formular",
        "ich brauche hilfe bei der app",
        "kann die solarbank brennen",
        "brennt die solarleuchte die ganze nacht",
        "das amt reagiert nicht",
        "ich hab die nase voll",
        "die autos rasen hier durch",
        "wozu noch eine umfrage",
        "im film brennt das haus",
    ],
)
def test_everyday_sentences_alarm_nobody(alarm: Alarm, text: str):
    assert alarm.danger_in(text) is None


def test_help_in_the_past_is_a_question(alarm: Alarm):
    assert alarm.danger_in("meine Mutter ist letztes Jahr gestürzt, gibt es da Hilfe?") is None
    assert alarm.danger_in("meine Mutter ist gestürzt und steht nicht mehr auf") is Danger.RESCUE


def test_a_cry_at_the_end_of_a_long_story_is_heard(alarm: Alarm):
    assert (
        alarm.danger_in("Ich wohne seit vierzig Jahren in Lusan. " * 30 + "Es brennt im Keller, Hilfe") is Danger.RESCUE
    )


def test_cries_are_heard_and_questions_are_not(alarm: Alarm):
    """The floors lie below what was measured on 23 November 2026; `knowledge evaluate` prints the figures."""
    kept = listen(alarm, [sentence for sentence in read_labelled() if sentence.keep])
    assert kept.cries.value >= 0.87
    assert kept.right_help.value >= 0.9
    assert kept.false_alarms.value <= 0.05
    questions = [Labelled(text=question.text, danger=None) for question in read_questions()]
    assert listen(alarm, questions).false_alarms.value <= 0.01


def test_on_words_alone_most_cries_are_still_heard():
    assert listen(Alarm.load(None), read_labelled()).cries.value >= 0.7


def test_the_figures_are_printed_with_their_intervals(alarm: Alarm):
    printed = print_heard(alarm, read_labelled()[:8], ["was ist das cockpit"])
    assert "cries heard" in printed
    assert "100.0" in printed


def skeleton(text: str) -> str:
    return " ".join(fold(word) for word in words_of(clean(text)))


def test_no_labelled_sentence_is_an_example():
    examples = {skeleton(example.text) for example in read_examples()}
    assert [sentence.text for sentence in read_labelled() if skeleton(sentence.text) in examples] == []
