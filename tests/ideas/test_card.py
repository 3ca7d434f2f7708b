"""The card of an idea through a full life, to the letter, and what stands on it when there is too much."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.delivery.digest import units
from bot.ideas.card import LONGEST, say_card
from bot.ideas.telling import say_push
from bot.texts import load_texts
from knowledge.entries import Language
from storage.ideas import IdeaRow, Stage
from storage.lifelines import LifelineRow, Milestone
from tests.city import NOON

GERA = ZoneInfo("Europe/Berlin")
DE = load_texts().of("de")
ANSWER = (
    "Zwei Bänke mit Rückenlehne kommen im Frühjahr 2027 an den Hofwiesenpark, bezahlt aus dem Topf für Grünflächen."
)
HOSTILE = "{user.id} {0} {{7*7}} %s $x <b>"


def an_idea(**about) -> IdeaRow:
    given = {
        "id": 388, "author": "telegram:1", "pseudonym": "Gera-Ahorn 7", "title": "Bänke im Hofwiesenpark",
        "text": "Mehr Bänke mit Lehne, bitte.", "language": "de", "field": "field-living", "district": None,
        "stage": Stage.RECEIVED, "support": 0, "unit": "", "holder": None, "clock_began": NOON, "clock_days": 10,
        "clock_rested": 0, "clock_stands": None, "asked_back": "", "reason": "", "mended": False, "outcome": None,
        "answer": "", "part_of": "", "when": "", "merged_into": None, **about,
    }  # fmt: skip
    return IdeaRow(**given)


def a_life(*steps: tuple[Milestone, dict]) -> list[LifelineRow]:
    return [
        LifelineRow(id=number, idea=388, at=NOON + timedelta(days=number), milestone=milestone, content=content)
        for number, (milestone, content) in enumerate(steps)
    ]


RULING = {"outcome": "will-be-done", "answer": ANSWER, "part_of": "Hofwiesenpark", "when": "Frühjahr 2027"}
FULL = a_life(
    (Milestone.RECEIVED, {}),
    (Milestone.ADDED, {"text": "Auch im\nSchatten."}),
    (Milestone.ASKED_BACK, {"text": "An welchem Weg?"}),
    (Milestone.WENT_ON, {"text": "Am Ufer."}),
    (Milestone.PUBLISHED, {}),
    (Milestone.TOOK_IN, {"number": 402}),
    (Milestone.ASSIGNED, {"unit": "Grünflächen"}),
    (Milestone.DELAYED, {"until": "2027-01-20T15:00:00+00:00"}),
    (Milestone.DISCUSSED, {"event": "Workshop Grün"}),
    (Milestone.DECIDED, RULING),
    (Milestone.PART_OF, {"part_of": "Hofwiesenpark"}),
    (Milestone.DONE, {"text": "Die Bänke stehen."}),
)


def test_a_full_life_to_the_letter():
    idea = an_idea(stage=Stage.DONE, support=12, unit="Grünflächen", clock_began=None, **RULING)
    card = say_card(DE, idea, FULL, GERA)
    assert card.title == "I-0388 · Bänke im Hofwiesenpark"
    assert card.text == (
        "Mehr Bänke mit Lehne, bitte.\n\n"
        "Von: Gera-Ahorn 7\nFeld: Handlungsfeld Arbeiten, Wohnen, Leben\nOrt: kein Ort genannt\n"
        "Unterstützung: 12 Personen\n\n"
        "Was bisher geschah\n"
        "23. November 2026: eingegangen\n"
        "24. November 2026: Ergänzung: Auch im Schatten.\n"
        "25. November 2026: Rückfrage, die Frist steht: An welchem Weg?\n"
        "26. November 2026: Rückfrage beantwortet, die Frist läuft weiter: Am Ufer.\n"
        "27. November 2026: veröffentlicht\n"
        "28. November 2026: I-0402 ist dazugekommen\n"
        "29. November 2026: wird geprüft von: Grünflächen\n"
        "30. November 2026: dauert länger, neuer Tag: 20. Januar 2027\n"
        "1. Dezember 2026: besprochen: Workshop Grün\n"
        "2. Dezember 2026: entschieden: wird umgesetzt\n"
        "3. Dezember 2026: gehört zu: Hofwiesenpark\n"
        "4. Dezember 2026: erledigt: Die Bänke stehen.\n\n"
        f"Entscheidung: wird umgesetzt\nTeil von: Hofwiesenpark\nBis wann: Frühjahr 2027\n{ANSWER}"
    )


def test_who_holds_it_and_until_when_the_city_answers():
    def last(**about) -> str:
        return say_card(DE, an_idea(**about), FULL[:1], GERA).text.split("\n\n")[-1]

    assert last() == "Bei: Moderation, noch nicht übernommen\nPrüfung bis: 7. Dezember 2026"
    assert last(stage=Stage.MODERATION, holder=3).startswith("Bei: Moderation\n")
    assert last(stage=Stage.PUBLIC).startswith("Bei: Moderation, noch keinem Amt zugeordnet\n")
    assert last(stage=Stage.ASSESSING, unit="Verkehr").startswith("Bei: Verkehr\n")
    stands = last(stage=Stage.MODERATION, holder=3, clock_stands=NOON, asked_back="Wo genau?")
    assert stands == "Bei: Moderation\nDie Frist steht seit dem 23. November 2026. Rückfrage: Wo genau?"


def test_what_is_too_long_for_one_message_is_shortened_and_says_so():
    steps = a_life(*[(Milestone.ADDED, {"text": "😀 sehr lang " * 300})] * 60)
    idea = an_idea(stage=Stage.DONE, text="Wort " * 300, **{**RULING, "answer": "a" * 1500}, clock_began=None)
    for language in Language:
        card = say_card(load_texts().of(language), idea, steps, GERA)
        assert units(card.text) <= LONGEST
        assert "a" * 1500 in card.text
    assert "(gekürzt, ganz steht es bei der Idee)" in say_card(DE, idea, steps, GERA).text


def test_what_was_withdrawn_says_none_of_its_words():
    card = say_card(DE, an_idea(stage=Stage.WITHDRAWN), FULL, GERA)
    assert card.title == "I-0388"
    assert "Bänke" not in card.text
    assert "Schatten" not in card.text


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("milestone", Milestone)
def test_every_milestone_is_told_in_every_language_and_words_of_people_are_shown_as_they_are(language, milestone):
    texts = load_texts().of(language)
    content = {
        "text": HOSTILE, "unit": HOSTILE, "event": HOSTILE, "number": 7, "reason": "unclear", "until": NOON.isoformat(),
        **RULING, "answer": HOSTILE,
    }  # fmt: skip
    (step,) = a_life((milestone, content))
    push = say_push(texts, an_idea(title=HOSTILE, answer=HOSTILE), step, GERA, mine=True)
    card = say_card(texts, an_idea(title=HOSTILE, text=f"{HOSTILE} und mehr"), [step], GERA)
    assert HOSTILE in push.title
    assert HOSTILE in push.text
    assert HOSTILE in card.title
    assert card.text.count(HOSTILE) >= 2
