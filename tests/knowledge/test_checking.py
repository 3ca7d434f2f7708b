"""What a colleague writes wrong in a text, and what `knowledge check` says to it."""

from datetime import date

import pytest

from knowledge.checking import check
from knowledge.loading import CONTENT, load_library

from .folders import TODAY, change, good_folder


@pytest.fixture
def folder(tmp_path):
    return good_folder(tmp_path)


def test_the_right_folder_has_no_mistakes(folder):
    assert check(folder, today=TODAY) == []


def test_the_real_content_has_no_mistakes():
    # The newest day of checking stands for today: this test must not turn red or green by the calendar.
    today = max(entry.checked for entry in load_library().entries.values())
    assert check(CONTENT, today=today) == []


SIMPLE_LINE = 40
SPOILED = {
    "shouts with a sign": ("aufgestellt.", "aufgestellt!", 34, "Ausrufezeichen sind nicht erlaubt"),
    "shouts in letters": ("Mehr dazu", "WICHTIG: Mehr dazu", 36, "„WICHTIG“ steht in Großbuchstaben"),
    "makes words bold": ("Mehr dazu", "**Mehr** dazu", 36, "„**“ ist Auszeichnung"),
    "writes in italics": ("Mehr dazu", "_Mehr_ dazu", 36, "„_“ ist Auszeichnung"),
    "hides an address in a link": ("gera.de", "[der Seite](gera.de)", 36, "ist Auszeichnung"),
    "writes HTML": ("Mehr dazu", "<b>Mehr dazu", 36, "„<b>“ ist Auszeichnung"),
    "writes code": ("Mehr dazu", "`Mehr dazu", 36, "ist Auszeichnung"),
    "makes points with stars": ("Mehr dazu", "Mehr:\n* dazu", 37, "beginnt mit Auszeichnung"),
    "makes points inside points": ("Mehr dazu", "- Mehr:\n  - dazu", 37, "beginnt mit Auszeichnung"),
    "draws a line": ("Mehr dazu", "---\nMehr dazu", 36, "beginnt mit Auszeichnung"),
    "draws a table": ("Mehr dazu", "| Mehr | dazu |", 36, "beginnt mit Auszeichnung"),
    "quotes with an arrow": ("Mehr dazu", "> Mehr dazu", 36, "beginnt mit Auszeichnung"),
    "numbers the points": ("Mehr dazu", "1. Mehr\n2. dazu", 36, "Listen mit „1.“ sind nicht erlaubt"),
    "makes points with dashes": ("Mehr dazu", "– Mehr\n– dazu", 36, "Listen mit „–“ sind nicht erlaubt"),
    "says du": ("Mehr lesen Sie", "Mehr liest du", 41, "„du“: Sprechen Sie die Menschen mit Sie an"),
    "says dein": ("können Sie Ihr Handy", "lädt dein Handy", 40, "„dein“"),
    "says heute": ("In Gera stehen", "Heute stehen in Gera", 33, "„Heute“ stimmt bald nicht mehr"),
    "says morgen": ("Mehr dazu", "Ab morgen mehr", 36, "„morgen“ stimmt bald"),
    "begins with Morgen": ("Mehr dazu", "Morgen mehr", 36, "„Morgen“ stimmt bald"),
    "says gestern": ("Mehr dazu", "Seit gestern mehr", 36, "„gestern“ stimmt bald"),
    "says demnächst": ("Mehr dazu", "Demnächst mehr", 36, "„Demnächst“ stimmt bald"),
    "says in Kürze": ("Mehr dazu", "In Kürze mehr", 36, "„In Kürze“ stimmt bald"),
    "says next week over two lines": ("Mehr dazu", "Mehr nächste\nWoche", 36, "„nächste Woche“ stimmt bald"),
    "says im nächsten Jahr": ("Mehr dazu", "Im nächsten Jahr mehr", 36, "„nächsten Jahr“ stimmt bald"),
    "says this year": ("Mehr dazu steht", "Dieses Jahr steht es", 36, "„Dieses Jahr“ stimmt bald"),
    "says soon": ("There is more", "Soon there is more", 47, "„Soon“ stimmt bald"),
    "says today": ("Gera has two", "Today, Gera has two", 45, "„Today“ stimmt bald"),
    "says next month": ("There is more", "Next month there is more", 47, "„Next month“ stimmt bald"),
    "writes a day in figures": ("16. März 2022", "16.03.2022", 34, "Schreiben Sie den Monat aus"),
    "writes a day for machines": ("16 March 2022", "2022-03-16", 45, "Schreiben Sie den Monat aus"),
    "announces a day": ("Mehr dazu", "Ab 21. November 2026 mehr", 36, "liegt nach dem Tag der Prüfung"),
    "announces a month": ("There is more", "In December 2026 there is more", 47, "„December 2026“ liegt nach"),
    "leaves out a number": ("zwei Bänke", "Bänke", 33, "Der deutsche Text nennt nicht: 2 (steht in: Einfach, English)"),
    "leaves out a day": (
        "am 16. März 2022 gebaut",
        "gebaut",
        SIMPLE_LINE,
        "nennt nicht: 16. März 2022 (steht in: Deutsch",
    ),
    "leaves out an address": ("www.gera.de", "the web", 45, "Der Text „English“ nennt nicht: gera.de"),
    "shouts in the title": ("title: Die Solarbänke", "title: Die Solarbänke!", 7, "Ausrufezeichen"),
    "says soon on a button": ("label_en: Solar benches", "label_en: Benches soon", 10, "„soon“"),
    "checks in the future": ("checked: 2026-11-20", "checked: 2026-11-24", 27, "liegt in der Zukunft"),
    "turns a wording round": ("- smarte bank", "- moin hallo", 19, "hat dieselben Wörter wie „hallo moin“ (money/"),
}


@pytest.mark.parametrize("case", SPOILED.values(), ids=SPOILED)
def test_a_colleague(folder, case):
    old, new, line, words = case
    change(folder, "- kosten solarbank", "- hallo moin", "money/benches-cost.md")
    path = change(folder, old, new)
    found = check(folder, today=TODAY)
    assert any(mistake.path == path and mistake.line == line and words in mistake.sentence for mistake in found), found


def test_a_hard_text_is_refused_and_its_worst_sentence_named(folder):
    hard = "Die Inanspruchnahme beider Lademöglichkeiten erfordert lediglich geeignete Geräteanschlüsse."
    easy = "In Gera gibt es 2 Solar-Bänke. Dort können Sie Ihr Handy laden."
    path = change(folder, easy, f"Das geht mit Strom.\n\n{hard}")
    [mistake] = check(folder, today=TODAY)
    assert (mistake.path, mistake.line) == (path, 42)
    assert mistake.sentence.startswith("Der Text „Einfach“ ist zu schwer: Amstad ")
    assert mistake.sentence.endswith(f"Beginnen Sie bei diesem Satz: „{hard}“")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Mehr dazu steht", "Zurzeit steht mehr"),
        ("Mehr dazu steht", "Mehr zur „Stadt von morgen“ steht"),
        ("Mehr dazu steht", "Mehr zur Stadt-von-morgen steht"),
        ("Mehr dazu steht", "Guten Morgen. Am Morgen steht mehr"),
        ("Mehr dazu steht", "„Mach du mit!“ steht".replace("!", "")),
        ("Mehr dazu steht", "Von Tischlein deck dich steht etwas"),
        ("Mehr dazu steht", "Von ISEK, THÜRINGEN@HOME, der DHGE und der EU steht etwas"),
        ("Mehr dazu steht", "2 * 3 und Bürger*innen und a_b stehen".replace("2 * 3 und ", "")),
        ("Mehr dazu steht", "Mehr – viel mehr –\n– steht"),
        ("Mehr dazu steht", "- Am Anfang\n- Mehr dazu steht"),
        ("Mehr dazu steht", "Im März 2022, in diesem Jahr also, steht es"),
        ("There is more", "As soon as there is more"),
        ("label: Solarbänke", "label: Am 1. Dezember 2030"),
    ],
)
def test_what_only_looks_wrong_passes(folder, old, new):
    change(folder, old, new)
    assert check(folder, today=TODAY) == []


def test_a_bare_year_to_come_passes(folder):
    for text in ("Mehr dazu steht", "Mehr lesen Sie", "There is more"):
        change(folder, text, f"Bis 2030. {text}")
    assert check(folder, today=TODAY) == []


def test_the_day_of_the_check_itself_and_its_month_have_come(folder):
    for text, day in (
        ("Mehr dazu steht", "20. November 2026"),
        ("Mehr lesen Sie", "20. November 2026"),
        ("There is more", "20 November 2026"),
    ):
        change(folder, text, f"Bis {day}. {text}")
    assert check(folder, today=TODAY) == []


def test_mistakes_in_structure_and_in_texts_come_out_together(folder):
    change(folder, "aspect: overview", "aspect: misc")
    change(folder, "aufgestellt.", "aufgestellt!")
    change(folder, "Das wissen wir nicht.", "Das wissen wir nicht!", "money/benches-cost.md")
    assert [(mistake.path.name, mistake.line) for mistake in check(folder, today=TODAY)] == [
        ("benches-cost.md", 34),
        ("benches.md", 6),
        ("benches.md", 34),
    ]


def test_a_day_checked_is_judged_by_the_day_that_is_handed_in(folder):
    assert len(check(folder, today=date(2026, 11, 19))) == 3
