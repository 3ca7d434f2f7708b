"""Who writes too fast is told once and then left in peace; nobody's allowance can be cheated; texts are cleaned."""

import time
import unicodedata
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation import guard
from bot.conversation.guard import Allowance, clean, weigh
from bot.conversation.routing import similar_command
from tests.conversation.hostile import LONG, TEXTS
from tests.conversation.house import ROUTES, a_message

FULL = Allowance(tokens=guard.BURST, warnings=0)
PAUSES = st.lists(st.floats(min_value=-60, max_value=120, allow_nan=False), max_size=120)


def write(pauses: list[float], had: Allowance = FULL) -> list[guard.Verdict]:
    """What becomes of messages with these seconds before each."""
    verdicts = []
    for pause in pauses:
        verdicts.append(weigh(had, timedelta(seconds=pause)))
        had = verdicts[-1].left
    return verdicts


@settings(deadline=None)
@given(PAUSES)
def test_an_allowance_is_never_negative_and_never_more_than_full(pauses):
    assert all(0 <= verdict.left.tokens <= guard.BURST for verdict in write(pauses))


@settings(deadline=None)
@given(PAUSES)
def test_nobody_gets_more_answers_than_the_burst_and_what_time_refilled(pauses):
    answered = sum(verdict.answer for verdict in write(pauses))
    refilled = sum(max(0.0, pause) for pause in pauses) * guard.PER_SECOND
    assert answered <= guard.BURST + refilled + 1e-6


@settings(deadline=None)
@given(PAUSES)
def test_nobody_is_answered_and_warned_at_once_and_a_flood_is_told_once(pauses):
    told = 0
    for verdict in write(pauses):
        assert not (verdict.answer and verdict.warn)
        if verdict.left.warnings == 0:
            told = 0
        told += verdict.warn
        assert told <= guard.MOST_WARNINGS


@settings(deadline=None)
@given(st.lists(st.floats(min_value=1 / guard.PER_SECOND, max_value=3600), max_size=100))
def test_who_leaves_time_between_messages_is_always_answered(pauses):
    assert all(verdict.answer for verdict in write(pauses))


@settings(deadline=None)
@given(st.floats(min_value=-3600, max_value=0), st.floats(min_value=0, max_value=guard.BURST))
def test_a_clock_that_goes_backwards_gives_and_takes_nothing(pause, tokens):
    verdict = weigh(Allowance(tokens=tokens, warnings=0), timedelta(seconds=pause))
    assert verdict.left.tokens == tokens - verdict.answer


@settings(deadline=None)
@given(PAUSES)
def test_waiting_longer_never_hurts(pauses):
    for pause, verdict in zip(pauses, write(pauses), strict=True):
        longer = weigh(verdict.left, timedelta(seconds=abs(pause) + 10))
        assert longer.left.tokens >= weigh(verdict.left, timedelta(seconds=abs(pause))).left.tokens - 1


def test_of_a_thousand_messages_in_five_seconds_the_first_ten_are_answered_then_one_word_then_silence():
    verdicts = write([0.005] * 1000)
    assert all(verdict.answer for verdict in verdicts[:10])
    assert sum(verdict.warn for verdict in verdicts) == 1
    assert sum(verdict.answer for verdict in verdicts) <= guard.BURST + 5 * guard.PER_SECOND


def test_after_the_allowance_is_full_again_the_next_flood_is_told_again():
    flood = write([0.0] * 20)
    later = write([guard.BURST / guard.PER_SECOND, *[0.0] * 20], flood[-1].left)
    assert sum(verdict.warn for verdict in later) == 1


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=200) | st.sampled_from(TEXTS))
def test_a_cleaned_text_can_be_stored_anywhere_and_cleaning_again_changes_nothing(text):
    cleaned = clean(text)
    assert "\x00" not in cleaned
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert clean(cleaned) == cleaned


@settings(deadline=None)
@given(st.text(alphabet="abcäöüß ?!.,\n€語👍", max_size=200))
def test_what_people_type_is_left_as_it_is(text):
    assert clean(text) == text.strip()


def test_marks_that_turn_words_round_or_hide_are_taken_out_and_emoji_stay_whole():
    assert clean("/\u202eneloh\u200b") == "/neloh"
    assert clean("So\xadlar\u2060bank\ufeff") == "Solarbank"
    assert clean("👩‍👩‍👧‍👦 ❤️ 🇩🇪") == "👩‍👩‍👧‍👦 ❤️ 🇩🇪"
    assert clean("ba\u0308nke") == "bänke"


def test_a_message_is_never_longer_than_the_longest():
    assert all(len(clean(text + text)) <= guard.LONGEST for text in LONG)


def test_fifty_texts_made_to_hold_us_up_do_not(answers):
    assert len(LONG) >= 50
    answers.emergency(clean(LONG[0]), chosen=None)  # what is made at its first use is no work of a text
    for text in LONG:
        began = time.process_time()
        cleaned = clean(text)
        ROUTES.choose(a_message(cleaned))
        similar_command(cleaned, ROUTES.commands)
        answers.emergency(cleaned, chosen=None)
        assert time.process_time() - began < 1, text[:40]
