"""Marks and formatting say the same: whatever is typed, whatever was formatted elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.marks import in_order, is_sayable, read_marks, write_marks
from bot.conversation.words import Span, Style

TYPED = st.lists(
    st.sampled_from(
        ["**", "_", "*", "\\", "[", "]", "(", ")", "](", " ", "\n", "a", "Wort", "ä", "1", "😀", "!", ".",
         "https://gera.de/a_b", "[Wort](https://gera.de)", "[**W** x](https://a.de/_b_)", "https://", "<", "|"]
    ),
    max_size=14,
).map("".join)  # fmt: skip
TEXTS = st.one_of(TYPED, st.text(max_size=40))


def spans_of(text):
    places = st.integers(0, max(0, len(text)))
    span = st.builds(
        lambda one, other, style: Span(
            start=min(one, other), end=max(one, other), style=style, address="https://a.de" * (style is Style.LINK)
        ),
        places, places, st.sampled_from(Style),
    )  # fmt: skip
    return st.lists(span, max_size=4)


@pytest.mark.parametrize(
    ("typed", "text", "styles"),
    [
        ("**Heute** _nicht_", "Heute nicht", {("Heute", Style.BOLD), ("nicht", Style.ITALIC)}),
        ("[Anmelden](https://gera.de/a)", "Anmelden", {("Anmelden", Style.LINK)}),
        ("**_a_ b**", "a b", {("a", Style.ITALIC), ("a b", Style.BOLD)}),
        ("smart_city_gera und 2 ** 3 ** 4", "smart_city_gera und 2 ** 3 ** 4", set()),
        ("https://gera.de/_a_/b_c", "https://gera.de/_a_/b_c", set()),
        ("Bürger*innen, **offen", "Bürger*innen, **offen", set()),
        (r"\*\*kein\*\* \_Mark\_", "**kein** _Mark_", set()),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))", set()),
        ("**a _b** c_", "a _b c_", {("a _b", Style.BOLD)}),
        ("W**or**t", "Wort", {("or", Style.BOLD)}),
        ("****", "****", set()),
        ("**[**a** b](https://a.de)**", "a b", {("a b", Style.LINK), ("a b", Style.BOLD)}),
        (r"C:\temp", r"C:\temp", set()),
    ],
)
def test_what_is_typed(typed, text, styles):
    found, spans = read_marks(typed)
    assert found == text
    assert {(found[span.start : span.end], span.style) for span in spans} == styles


@given(TYPED)
def test_what_was_read_is_written_so_that_it_is_read_the_same(typed):
    text, spans = read_marks(typed)
    assert read_marks(write_marks(text, spans)) == (text, spans)
    assert is_sayable(text, spans)


@given(TEXTS.flatmap(lambda text: st.tuples(st.just(text), spans_of(text))))
def test_no_formatting_ever_changes_the_words(case):
    text, spans = case
    assert read_marks(write_marks(text, spans))[0] == text


@given(st.lists(st.text("abcäöü", min_size=1, max_size=5), min_size=1, max_size=8), st.data())
def test_formatted_words_keep_all_their_formatting(words, data):
    text = " ".join(words)
    starts = [sum(len(word) + 1 for word in words[:n]) for n in range(len(words))]
    spans = []
    for number, word in enumerate(words):
        styles = data.draw(st.sets(st.sampled_from([Style.BOLD, Style.ITALIC, Style.LINK])))
        spans += [
            Span(
                start=starts[number], end=starts[number] + len(word), style=style,
                address="https://gera.de" if style is Style.LINK else "",
            )
            for style in styles
        ]  # fmt: skip
    assert read_marks(write_marks(text, spans)) == (text, in_order(spans))
