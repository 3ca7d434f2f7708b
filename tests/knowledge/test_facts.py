"""Do the variants of an answer state the same numbers, dates, times and addresses?"""

from datetime import date

import pytest

from knowledge.entries import Language
from knowledge.facts.comparing import extract, find_gaps
from knowledge.facts.dates import MONTHS, find_dates

GERMAN, SIMPLE, ENGLISH = Language


def gaps(german: str, english: str) -> list[tuple[str, str]]:
    return [(gap.language.value, gap.written) for gap in find_gaps({GERMAN: german, ENGLISH: english})]


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("zwei Bänke", "2 benches"),
        ("Zwölf Fragen und elf Antworten", "Twelve questions and 11 answers"),
        ("rund 7,5 Millionen Euro", "around 7.5 million euros"),
        ("7,5 Mio. Euro", "€7.5 million"),
        ("7.500.000 Euro", "7.5 million euros"),
        ("eine Million Euro", "1 million euros"),
        ("zwei Milliarden", "two billion"),
        ("4.361 Stimmen", "4,361 votes"),
        ("4 361 Stimmen".replace(" ", "\u202f", 1), "4,361 votes"),
        ("65 Prozent", "65%"),
        ("12,5 %", "12.5 per cent"),
        ("am 16. März 2022", "on 16 March 2022"),
        ("am 16. März 2022", "on March 16, 2022"),
        ("am 16. März 2022", "on the 16th of March 2022"),
        ("im Mai 2020", "in May 2020"),
        ("vom 16. bis zum 18. März 2022", "from 16 to 18 March 2022"),
        ("vom 26. Januar bis 3. März 2021", "from 26 January to 3 March 2021"),
        ("vom 26. Januar 2021 bis 3. März 2021", "26 January–3 March 2021"),
        ("im Oktober und November 2020", "in October and in November 2020"),
        ("Im Jahr 2020 begann es, am 3. August", "It began on 3 August 2020"),
        ("2022 bis 2026", "2022–2026"),
        ("von 2022 bis 2026", "2022 to 2026"),
        ("2021/22", "2021/2022"),
        ("Mitte 2022", "mid-2022"),
        ("in den 1990er Jahren", "in the 1990s"),
        ("in den 90er Jahren", "in the 1990s"),
        ("um 17 Uhr", "at 17:00"),
        ("um 17 Uhr", "at 5 pm"),
        ("um 17:30 Uhr", "at 5:30 p.m."),
        ("um 17.30 Uhr", "at 17:30"),
        ("von 9 bis 17 Uhr", "from 9 am to 5 pm"),
        ("von 9 bis 17 Uhr", "from 9:00 to 17:00"),
        ("von 15 bis 17 Uhr", "from 3 to 5 pm"),
        ("um 10, 14 und 16 Uhr", "at 10:00, 14:00 and 16:00"),
        ("um 8 Uhr", "at 8 o'clock"),
        ("am 16. März 2022 um 17 Uhr", "at 17:00 on 16 March 2022"),
        ("die 3. Vollversammlung", "the third assembly"),
        ("die dritte Vollversammlung", "the 3rd assembly"),
        ("im 19. Jahrhundert", "in the 19th century"),
        ("beide Bänke", "2 benches"),
        ("die zwei Beträge", "the amounts"),
        ("zweimal im Jahr", "two times a year"),
        ("ein dreitägiger Workshop", "a three-day workshop"),
        ("über hundert Kommunen", "more than 100 towns"),
        ("ein Weg", "one way"),
        ("1 Weg", "a way"),
        ("Wir achten darauf und geben acht.", "We take care."),
        ("ein 3D-Modell", "a three-dimensional model"),
        ("das ISEK GERA2030, CO2 und S61", "the ISEK GERA2030"),
        ("Version 2.0", "version 2.0"),
        ("Kornmarkt 12", "Kornmarkt 12"),
        ("Haus 12a", "house 12a"),
        ("07545 Gera", "07545 Gera"),
        ("https://www.gera.de/smart/", "gera.de/smart"),
        ("unter Gera.de.", "(at www.gera.de)"),
        ("smartcity@gera.de", "SmartCity@gera.de."),
        ("0365 838-4321", "+49 365 8384321"),
        ("Tel. (0365) 838 43 21", "phone +49 (0)365 838 4321"),
        ("Kein Ding, etwa so.", "Not a thing; May I? It will march on."),
    ],
)
def test_the_same_facts_in_two_languages(german, english):
    assert gaps(german, english) == []


@pytest.mark.parametrize(
    ("german", "english", "missing"),
    [
        ("zwei Bänke", "benches", [("en", "zwei")]),
        ("Bänke", "2 benches", [("de", "2")]),
        ("zwei Bänke", "three benches", [("de", "three"), ("en", "zwei")]),
        ("7,5 Millionen", "7.5 billion", [("de", "7.5 billion"), ("en", "7,5 Millionen")]),
        ("4,361", "4,361", [("de", "4,361"), ("en", "4,361")]),
        ("am 16. März 2022", "in March 2022", [("en", "16. März 2022")]),
        ("im März 2022", "on 16 March 2022", [("de", "16 March 2022")]),
        ("am 16. März 2022", "on 17 March 2022", [("de", "17 March 2022"), ("en", "16. März 2022")]),
        ("am 3. August", "on 4 August", [("de", "4 August"), ("en", "3. August")]),
        ("bis 2026", "until 2027", [("de", "2027"), ("en", "2026")]),
        ("um 17 Uhr", "at 17:30", [("de", "17:30"), ("en", "17 Uhr")]),
        ("um 17 Uhr", "17 people", [("de", "17"), ("en", "17 Uhr")]),
        ("die 3. Vollversammlung", "the fourth assembly", [("en", "3")]),
        ("in den 1990er Jahren", "in 1990", [("de", "1990"), ("en", "1990er")]),
        ("gera.de/smart", "gera.de", [("de", "gera.de"), ("en", "gera.de/smart")]),
        ("a@gera.de", "b@gera.de", [("de", "b@gera.de"), ("en", "a@gera.de")]),
        ("0365 8384321", "0365 8384322", [("de", "0365 8384322"), ("en", "0365 8384321")]),
    ],
)
def test_a_fact_that_differs_is_named(german, english, missing):
    assert gaps(german, english) == missing


def test_a_fact_is_named_once_for_every_variant_that_lacks_it_and_says_who_has_it():
    found = find_gaps({GERMAN: "Es sind 14.", SIMPLE: "Es sind vierzehn.", ENGLISH: "There are some."})
    assert [(gap.language, gap.written, gap.found_in) for gap in found] == [(ENGLISH, "14", (GERMAN, SIMPLE))]


def test_figures_inside_an_address_are_no_numbers_of_their_own():
    facts = extract("smart-city.de/node/11383, info2022@gera.de und 0365 838 4321", GERMAN)
    assert {kind for kind, _ in facts.stated} == {"web", "mail", "phone"}


def test_a_month_without_day_and_year_states_nothing():
    assert extract("im März", GERMAN).stated == {}


def test_dates_know_where_they_stand():
    words = "Erst war es der 3., 4. und 5. Mai 2021, dann Juni 2021."
    found = find_dates(words, GERMAN)
    assert [(it.day, it.month, it.year) for it in found] == [(3, 5, 2021), (4, 5, 2021), (5, 5, 2021), (None, 6, 2021)]
    assert words[found[-1].start : found[-1].end] == "Juni 2021"


def test_every_day_of_two_years_is_the_same_in_german_and_english():
    months = MONTHS[GERMAN]
    for number in range(date(2020, 1, 1).toordinal(), date(2021, 12, 31).toordinal()):
        day = date.fromordinal(number)
        assert gaps(f"am {day.day}. {months[day.month - 1]} {day.year}", f"on {day:%d %B %Y}") == []
