"""The inputs of the forms: which fields, in which groups, with which hints. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.events.fields import COMPULSORY, VARIANTS, Fields, language_of
from bot.events.staff_words import name_field
from bot.texts import Texts
from knowledge.entries import Language


@dataclass(frozen=True)
class Input:
    """One field: `line`, `text`, `choice` (one of some), `boxes` (any of some)."""

    name: str
    shape: str = "line"
    hint: str = ""


Groups = Mapping[str, Sequence[Input]]
GROUPS: Groups = {
    "Was": (
        Input("kind", "choice"),
        Input("title"),
        Input("text", "text", "Worum geht es? Ein paar Sätze genügen."),
        Input("bring"),
    ),
    "Wann": (
        Input("start", hint="Zum Beispiel: Mi 14.4. 17:30. Ohne Uhrzeit gilt der ganze Tag."),
        Input(
            "end",
            hint="Zum Beispiel: 19:30, 2 Stunden oder 16.4. 12:00. Leer gilt die übliche Dauer. Ändern Sie später nur "
            "den Beginn, wandert das Ende mit.",
        ),
    ),
    "Wo": (
        Input("place"),
        Input("address"),
        Input("step-free", "choice"),
    ),
    "Für wen": (
        Input("capacity", hint="Leer heißt: ohne Anmeldung."),
        Input("languages"),
        Input("interpreter", "choice"),
        Input("contact", hint="Eine Stelle mit Telefonnummer oder E-Mail-Adresse."),
        Input("link", hint="Die Adresse beginnt mit https://"),
    ),
    "Worum es geht": (
        Input("topics", "boxes", "Wer ein Thema abonniert hat, wird erinnert."),
        Input("subjects", "boxes"),
        Input("ideas", hint="Nummern, zum Beispiel: I-388, I-12"),
    ),
    "Andere Fassungen": tuple(Input(name, "text" if name.startswith("text") else "line") for name in VARIANTS),
}
RESULTS: Groups = {
    "Was herausgekommen ist": (
        Input("results", "text", "Wer einen Platz hatte, bekommt das einmal als Nachricht."),
        Input("minutes", hint="Die Adresse beginnt mit https://"),
    ),
    "Die nächsten Schritte": (
        Input("next-step"),
        Input("next-day", hint="Zum Beispiel: 30.6."),
    ),
    "Worum es ging": (
        Input("subjects", "boxes"),
        Input("ideas", hint="Nummern, zum Beispiel: I-388, I-12"),
    ),
}
CHOICES = {
    "step-free": {"": "noch nicht bekannt", "ja": "ja", "nein": "nein"},
    "interpreter": {"": "nein", "ja": "ja, auf Wunsch"},
}


def lay_out(
    groups: Groups, fields: Fields, texts: Texts, options: Mapping[str, Mapping[str, str]]
) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """The groups with their inputs, each with its label, its value, what may be chosen."""
    return [
        (
            group,
            [
                {
                    "name": each.name,
                    "shape": each.shape,
                    "hint": each.hint,
                    "label": name_field(texts, each.name),
                    "value": fields.get(each.name, ""),
                    "ticked": [key.strip() for key in fields.get(each.name, "").split(",")],
                    "options": options.get(each.name) or CHOICES.get(each.name, {}),
                    "compulsory": each.name in COMPULSORY,
                    "tag": "en" if language_of(each.name) is Language.ENGLISH else "de",
                }
                for each in inputs
            ],
        )
        for group, inputs in groups.items()
    ]
