"""A small town: a library of a few entries, and a stand-in for the sentence model."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from knowledge.entries import Entry, Kind, Language, Library, Topic, Variant
from knowledge.language.folding import clean, fold, words_of
from knowledge.search.meaning import Vectors


def an_entry(id: str, label: str, *wordings: str, **more: object) -> Entry:
    """An entry with what the search looks at."""
    english = more.pop("english", (f"about {id}",))
    text = str(more.pop("text", f"{label}. Das ist die Antwort."))
    given = {
        "id": id,
        "kind": Kind.ANSWER,
        "topic": "pilots",
        "subject": id.partition("-")[0],
        "aspect": "overview",
        "wordings": wordings,
        "wordings_en": english,
        "variants": {
            Language.GERMAN: Variant(title=label, label=label, text=text),
            Language.ENGLISH: Variant(title=id, label=id, text="This is the answer."),
        },
        "sources": [],
        "checked": date(2026, 11, 23),
        "valid_until": None,
        "owner": "SMARTCity-Team",
        "next": [],
        "related": [],
    }
    return Entry(**(given | more))


def small_library() -> Library:
    """A town with benches, a cockpit, a theatre, a waste app, small talk and one door to another office."""
    return Library(
        [
            an_entry(
                "benches",
                "Solarbänke",
                *["was sind die solarbänke", "solarbank", "bank mit sonnenstrom", "sitzbank strom"],
                english=("what are the solar benches", "solar benches"),
            ),
            an_entry(
                "benches-place",
                "Standorte der Solarbänke",
                *["wo stehen die solarbänke", "solarbank standort", "wo finde ich eine bank zum laden"],
                "an welchem ort ist die sitzbank",
                aspect="place",
                english=("where are the solar benches", "location of the benches"),
            ),
            an_entry(
                "benches-cost",
                "Kosten der Solarbänke",
                *["was kosten die solarbänke", "preis einer solarbank", "wie teuer war so eine bank"],
                "geld für die sitzbank",
                aspect="cost",
                english=("how much does a solar bench cost", "price of the benches"),
            ),
            an_entry(
                "cockpit",
                "Cockpit",
                *["was ist das cockpit", "seite mit messwerten", "wo sehe ich pegelstände", "cockpit der stadt"],
                english=("what is the cockpit", "page with sensor values"),
            ),
            an_entry(
                "theatre",
                "Digitales Theater",
                *["was ist das digitale theater", "theaterserie mit app", "mytopia", "stück zum mitentscheiden"],
                english=("what is the digital theatre", "theatre series"),
            ),
            an_entry(
                "waste",
                "Abfall-App",
                *["wo melde ich wilden müll", "app für abfall", "müll mit foto melden", "bürger abfall app"],
                english=("report rubbish with the app",),
            ),
            an_entry(
                "hello",
                "Begrüßung",
                *["hallo", "guten tag", "hi", "servus"],
                kind=Kind.SMALLTALK,
                topic="smalltalk",
                english=("hello", "good morning"),
            ),
            an_entry(
                "bins",
                "Abfuhr der Tonnen",
                *["wann wird die tonne geleert", "müllabfuhr termine", "gelbe tonne wann", "wann kommt die müllabfuhr"],
                kind=Kind.ELSEWHERE,
                topic="elsewhere",
                english=("when are the bins emptied",),
            ),
        ],
        [Topic(id="pilots", names={Language.GERMAN: "Piloten", Language.ENGLISH: "Pilots"})],
    )


class LetterModel:
    """A stand-in for a sentence model: texts are near when they share pieces of three letters."""

    name = "letters of the test"

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.full((len(texts), 256), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            folded = " ".join(fold(word) for word in words_of(clean(text)))
            for start in range(len(folded) - 2):
                vectors[
                    row, sum(ord(letter) * 7**place for place, letter in enumerate(folded[start : start + 3])) % 256
                ] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
