"""The list of Ortsteile, names as people type them, and what an author is called."""

import re

from bot.ideas.districts import OTHER, district_named, districts
from bot.ideas.pseudonyms import draw_pseudonym


def test_every_name_finds_itself_and_no_other():
    assert len(districts()) > 40
    assert OTHER not in districts()
    assert {district_named(name) for name in districts().values()} == set(districts())
    assert all(re.fullmatch(r"[a-z-]+", key) for key in districts())


def test_small_mistakes_are_forgiven_and_large_ones_are_not():
    assert district_named(" lusan ") == "lusan"
    assert district_named("Zwotzen") == "zwoetzen"
    assert district_named("untermhauss") == "untermhaus"
    assert district_named("Jena") is None
    assert district_named("") is None


def test_a_pseudonym_says_nothing_about_anybody():
    drawn = {draw_pseudonym() for _ in range(200)}
    assert len(drawn) > 150
    assert all(re.fullmatch(r"Gera-[A-ZÄÖÜ][a-zäöüß]+ \d{1,3}", name) for name in drawn)
