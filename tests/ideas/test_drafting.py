"""How words become a draft: titles that say what the text says, and nothing unguarded."""

import pytest

from bot.ideas.drafting import LONGEST_TITLE, Fault, Looked, look_at_words, propose_title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Mehr Bänke am Markt.", "Mehr Bänke am Markt"),
        ("Am Elsterradweg in Untermhaus sollten Solarlampen stehen, weil es dort abends sehr dunkel ist.",
         "Am Elsterradweg in Untermhaus sollten Solarlampen stehen"),
        ("ich hab da eine idee: mehr bäume auf dem markt", "Mehr bäume auf dem markt"),
        ("Vorschlag: Bücherschrank in Debschwitz. Er wäre schön.", "Bücherschrank in Debschwitz"),
        ("Idee:", "Idee"),
    ],
)  # fmt: skip
def test_a_title_is_proposed_from_the_first_sentence(text, title):
    assert propose_title(text) == title


def test_a_title_is_never_too_long():
    assert all(len(propose_title("Bäume und Bänke " * n)) <= LONGEST_TITLE for n in range(1, 60))
    assert len(propose_title("x" * 500)) <= LONGEST_TITLE


def test_marks_that_pile_up_are_taken_down():
    looked = look_at_words("Me" + "\u0301" * 40 + "hr Bänke")
    assert isinstance(looked, Looked)
    assert len(looked.text) < 15


@pytest.mark.parametrize(
    ("text", "fault"), [("…", Fault.NO_WORDS), ("👍👍👍", Fault.NO_WORDS), ("x" * 1001, Fault.TOO_LONG)]
)
def test_what_is_no_text_is_not_taken(text, fault):
    assert look_at_words(text) is fault
