"""Who wants the same: what a resident would call "that is mine", and what not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ideas.likeness import LOOKED_AT, Likeness
from bot.ideas.reading import read_wish
from bot.ideas.thesaurus import Kind, Thesaurus, read_thesaurus
from knowledge.search.meaning import load_model

IDEAS = [
    "Sitzbänke an der Elster",
    "Beleuchtung an der Elster",
    "Mehr Parkplätze in der Innenstadt",
    "Neuer Spielplatz in Lusan",
    "Leihfahrräder für Gera",
    "Öffentliche Toiletten in der Innenstadt",
    "Straßenbahn nach Langenberg verlängern",
]


@pytest.fixture(scope="module", params=["with meaning", "on words alone"])
def likeness(request: pytest.FixtureRequest) -> Likeness:
    return Likeness(load_model() if request.param == "with meaning" else None)


def similar_to(likeness: Likeness, new: str, ideas: list[str]) -> list[str]:
    shelf = likeness.shelve(likeness.understand(ideas))
    return [ideas[number] for number in likeness.compare(likeness.understand([new])[0], shelf).similar]


@pytest.mark.parametrize(
    ("new", "meant"),
    [
        ("Bank am Fluss zum Ausruhen", "Sitzbänke an der Elster"),
        ("benches by the river", "Sitzbänke an der Elster"),
        ("oeffentliche klos im zentrum", "Öffentliche Toiletten in der Innenstadt"),
        ("Spilplatz für lusan", "Neuer Spielplatz in Lusan"),
        ("raeder zum ausleihen", "Leihfahrräder für Gera"),
        ("extend the tram to Langenberg", "Straßenbahn nach Langenberg verlängern"),
    ],
)
def test_the_same_wish_is_known_in_other_words(likeness: Likeness, new: str, meant: str):
    assert similar_to(likeness, new, IDEAS) == [meant]


@pytest.mark.parametrize(
    "new",
    [
        "Weniger Autos in der Innenstadt",  # the opposite
        "Müll an der Elster einsammeln",  # the same place, another wish
        "Neuer Spielplatz in Untermhaus",  # the same wish, another place
        "",
        "???",
    ],
)
def test_another_wish_is_not_taken_for_the_same(likeness: Likeness, new: str):
    assert similar_to(likeness, new, IDEAS) == []


def test_where_people_say_that_an_idea_belongs_counts_when_its_text_names_no_place(likeness: Likeness):
    shelf = likeness.shelve(likeness.understand(["Neuer Spielplatz"], district="Lusan"))
    here, there = (
        likeness.compare(likeness.understand(["Spielplatz bauen"], district=district)[0], shelf).ranking[0][1]
        for district in ("Lusan", "Zwötzen")
    )
    assert here > 0.5 > there


def test_a_category_moves_a_little(likeness: Likeness):
    shelf = likeness.shelve(likeness.understand(["Mehr Grün"], category="urban"))
    same, none, other = (
        likeness.compare(likeness.understand(["Bäume"], category=category)[0], shelf).ranking[0][1]
        for category in ("urban", None, "energy")
    )
    assert same > none > other


def test_all_are_ranked_even_those_not_looked_at_closely(likeness: Likeness):
    ideas = likeness.understand([f"Wunsch Nummer {number}" for number in range(LOOKED_AT + 50)])
    found = likeness.compare(ideas[7], likeness.shelve(ideas))
    assert sorted(number for number, _ in found.ranking) == list(range(LOOKED_AT + 50))
    assert found.ranking[0][0] == 7
    scores = [score for _, score in found.ranking]
    assert scores == sorted(scores, reverse=True)


def test_nothing_to_compare_with(likeness: Likeness):
    found = likeness.compare(likeness.understand(["Bank"])[0], likeness.shelve([]))
    assert (found.ranking, found.similar) == ([], [])


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_whatever_is_typed_the_two_ways_are_the_same(one: str, other: str):
    likeness = Likeness(None)
    ideas = likeness.understand([one, other])
    shelf = likeness.shelve(ideas)
    assert likeness.features(ideas[0], shelf, 1) == pytest.approx(likeness.features(ideas[1], shelf, 0))


def test_an_idea_is_read_with_places_directions_and_typing_errors():
    wish = read_wish("Keine Blitzer in der Wiesestr.!")
    assert (wish.places, wish.is_against) == ({"wiesestrasse"}, True)
    assert "radar" in wish.kinds[Kind.THING]
    assert "fleamarket" in read_wish("Flomarkt").kinds[Kind.THING]
    assert read_wish("Spielplatz in Bieblach-Ost").places == read_wish("spielplatz BIEBLACH").places == {"bieblach"}


def test_two_meanings_can_say_a_third_and_phrases_are_taken_whole():
    assert "bikeshare" in read_wish("ein Rad ausleihen").words
    assert "nightlife" in read_wish("hier ist tote Hose").words


def test_a_line_that_cannot_be_read_is_refused_with_its_words():
    with pytest.raises(ValueError, match="no line of a meaning"):
        Thesaurus(["[things]", "Bank ohne Namen"])
    with pytest.raises(ValueError, match="no line has these names: seat"):
        Thesaurus(["[things]", "bench (seat): Bank"])


def test_every_meaning_has_a_kind():
    assert set(read_thesaurus().kinds.values()) <= set(Kind)
