"""The guard finds personal data in what residents write, leaves what looks like it, and cannot be held up."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.personal import BLACKED_OUT, Found, Kind, find_personal_data, redact
from bot.conversation.personal.districts import CODES
from tests.conversation.hostile import LONG, TEXTS
from tests.conversation.labelled import Score, measure, read_labelled
from tests.readme import README

SURE = (Kind.PHONE, Kind.EMAIL, Kind.IBAN)
AT_LEAST = {Kind.PLATE: 0.95, Kind.ADDRESS: 0.9, Kind.HEALTH: 0.85}
MOST_ALARMS = 0.03
MOST_SECONDS = 0.2
HALVES = ("tune", "keep")
PIECES = (
    "0171 2345678", "anna@web.de", "DE89 3704 0044 0532 0130 00", "G-AB 123", "Sorge 12", "Diabetes", "Ich habe ",
    "Frau Müller, ", "ich wohne ", "a (at) b punkt de", "Tel. ", "Kennzeichen ", " ", "\n", ", ", ". ", "(", ")",
    "+49", "0", "\u0308", "\u200b", "ä", "😀", "\0", "@", "-", "Meine Mutter ist dement", "１２", "\ud83d",
)  # fmt: skip
WEAK_SPOTS = (
    "0 ", "(0", "0171 ", "+", "+49", "1-", "01.", "a.", "a@", "a@b.", " at ", "x punkt ", "DE12", "de89 3",
    "g-a ", "de 1 ", "G A 1 ", "Sorge 1 ", "An der ", "Am Hof ", "Hans Meier ", "Frau ", "Str. ", "A-",
    "ich bin ", "meine liebe ", "Krebs ", "bin krank ", "wegen meiner Depression ", "ich wohne ", "Tel. 5",
    "A\u0301", "20.000 ",
)  # fmt: skip
TYPED = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=25).map("".join)


@pytest.fixture(scope="module", params=HALVES)
def score(request: pytest.FixtureRequest) -> Score:
    return measure(request.param)


def found_in(text: str) -> list[tuple[str, str]]:
    return [(piece.kind, text[piece.start : piece.end]) for piece in find_personal_data(text)]


def test_numbers_mail_addresses_and_accounts_are_found_to_the_letter(score: Score):
    for kind in SURE:
        assert score.recall(kind, exact=True) >= 0.98, score.missed


def test_plates_addresses_and_health_are_found(score: Score):
    for kind, least in AT_LEAST.items():
        assert score.recall(kind, exact=False) >= least, score.missed


def test_clean_texts_are_left_alone(score: Score):
    assert len(score.alarms) / len(score.clean) <= MOST_ALARMS, score.alarms


def test_there_are_enough_texts_and_both_halves_have_every_kind_of_them():
    halves = [read_labelled(half) for half in HALVES]
    texts = [labelled.text for half in halves for labelled in half]
    assert len(texts) >= 320
    assert len(set(texts)) == len(texts)
    for half in halves:
        assert {piece.kind for labelled in half for piece in labelled.wanted} == set(Kind)
        assert sum(not labelled.wanted for labelled in half) >= 100


@settings(deadline=None, max_examples=300)
@given(TYPED | st.sampled_from(TEXTS))
def test_pieces_lie_in_order_inside_the_text_and_are_gone_afterwards(text: str):
    found = find_personal_data(text)
    place = 0
    for piece in found:
        assert place <= piece.start < piece.end <= len(text)
        assert text[piece.start : piece.end].strip() == text[piece.start : piece.end]
        place = piece.end
    redacted = redact(text, found)
    assert redacted == _by_hand(text, found)
    assert find_personal_data(text) == found


def _by_hand(text: str, found: list[Found]) -> str:
    for piece in reversed(found):
        text = text[: piece.start] + BLACKED_OUT[piece.kind] + text[piece.end :]
    return text


def test_the_readme_gives_the_figures_of_the_texts_that_are_there():
    kept = read_labelled("keep")
    texts = [*read_labelled("tune"), *kept]
    readme = README.read_text(encoding="utf-8")
    assert f"on {len(texts):,} labelled texts of one hand" in readme
    assert f"of the {len(kept)} kept" in readme


@pytest.mark.parametrize("half", HALVES)
def test_what_was_blacked_out_does_not_stand_in_what_is_left(half: str):
    for labelled in read_labelled(half):
        found = find_personal_data(labelled.text)
        redacted = redact(labelled.text, found)
        assert not [piece for piece in found if labelled.text[piece.start : piece.end] in redacted]
        assert not [piece for piece in find_personal_data(redacted) if piece.kind in SURE]


def test_each_black_out_says_in_german_what_was_there():
    text = "0171 2345678 a@web.de DE89 3704 0044 0532 0130 00 G-AB 123. Ich wohne Sorge 12. Ich habe Diabetes."
    assert redact(text, find_personal_data(text)) == (
        "[Telefonnummer] [E-Mail-Adresse] [Bankverbindung] [Kennzeichen]. "
        "Ich wohne [Adresse]. Ich habe [Gesundheitsangabe]."
    )


def test_marks_nobody_sees_and_parted_accents_hide_nothing_and_offsets_are_those_of_the_text_as_given():
    assert found_in("Tel. 0171\u200b 234\u00ad5678!") == [("phone", "0171\u200b 234\u00ad5678")]
    assert found_in("Tel. ０１７１ ２３４５６７８") == [("phone", "０１７１ ２３４５６７８")]
    assert found_in("Kennzeichen TU\u0308-AB 12.") == [("plate", "TU\u0308-AB 12")]
    assert found_in("😀😀 a@web.de") == [("email", "a@web.de")]


def test_what_belongs_to_the_city_or_to_nobody_is_not_personal():
    for text in ("112", "115", "116117", "0365 838-0", "+49 365 8380", "smartcity@gera.de", "0800 1110111"):
        assert found_in(f"Erreichbar unter {text}.") == []


def test_a_mistyped_iban_is_neither_an_account_nor_a_telephone_number():
    assert found_in("DE89 3704 0044 0532 0130 01") == []


def test_the_district_codes_are_those_of_plates():
    assert {"G", "GRZ", "SHK", "ABG", "TÜ", "SÖM", "B"} <= CODES
    assert all(1 <= len(code) <= 3 and code.isupper() for code in CODES)
    assert len(CODES) > 700


def test_a_text_made_to_hold_us_up_does_not():
    spots = [part * (4096 // len(part)) for part in WEAK_SPOTS]
    for text in [*LONG, *spots]:
        began = time.process_time()
        find_personal_data(text)
        assert time.process_time() - began < MOST_SECONDS, text[:40]


def test_twice_the_text_takes_about_twice_the_time():
    for part in WEAK_SPOTS[::3]:
        short, long = (min(_seconds(part * (size // len(part))) for _ in range(2)) for size in (4_096, 8_192))
        assert long < 4 * short + 0.02, part


def _seconds(text: str) -> float:
    began = time.process_time()
    find_personal_data(text)
    return time.process_time() - began
