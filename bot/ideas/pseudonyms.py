"""What an author is called in public: a tree and a number, drawn anew for each idea, so that two ideas of one person
cannot be put together."""

import secrets

TREES = (
    "Ahorn", "Apfel", "Birke", "Birne", "Buche", "Eberesche", "Eibe", "Eiche", "Erle", "Esche", "Espe", "Fichte",
    "Hasel", "Holunder", "Kastanie", "Kiefer", "Kirsche", "Linde", "Lärche", "Pappel", "Platane", "Robinie", "Tanne",
    "Ulme", "Wacholder", "Walnuss", "Weide", "Weißdorn",
)  # fmt: skip
HIGHEST = 999


def draw_pseudonym() -> str:
    """`Gera-Ahorn 7`."""
    return f"Gera-{secrets.choice(TREES)} {1 + secrets.randbelow(HIGHEST)}"
