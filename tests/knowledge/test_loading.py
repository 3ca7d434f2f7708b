"""Bad content is refused with all its mistakes at once, each with its file and its line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.entries import Kind, Language
from knowledge.loading import CONTENT, ContentError, Mistake, load_library
from knowledge.written import ASPECTS, KNOWN

from .folders import BENCHES, COST, SOURCES, change, good_folder


@pytest.fixture
def folder(tmp_path):
    return good_folder(tmp_path)


def mistakes_in(folder: Path) -> list[Mistake]:
    with pytest.raises(ContentError) as refused:
        load_library(folder)
    return refused.value.mistakes


def test_the_right_folder_becomes_a_library(folder):
    library = load_library(folder)
    assert set(library.entries) == {"benches", "benches-cost", "hello"}
    entry = library.entries["benches"]
    assert entry.is_overview
    assert entry.kind is Kind.ANSWER
    assert [source.address for source in entry.sources] == ["https://gera.de/meldung/solar"]
    assert entry.variants[Language.SIMPLE].title == "Die Solarbänke"
    assert entry.variants[Language.ENGLISH].label == "Solar benches"
    assert library.topics["money"].names[Language.SIMPLE] == "Geld"


def test_lines_of_a_paragraph_are_joined_and_paragraphs_and_points_stay_apart(folder):
    change(folder, "Mehr dazu steht auf gera.de.", "Mehr dazu:\n- auf gera.de, der Seite\n  der Stadt\n- im  Rathaus")
    assert load_library(folder).entries["benches"].variants[Language.GERMAN].text == (
        "In Gera stehen zwei Bänke, die mit Strom aus der Sonne laden. Die Stadt hat sie am 16. März 2022 aufgestellt."
        "\n\nMehr dazu:\n- auf gera.de, der Seite der Stadt\n- im Rathaus"
    )


def test_a_file_from_windows_is_read_like_any_other(folder):
    path = folder / "pilots/benches.md"
    path.write_bytes(b"\xef\xbb\xbf" + BENCHES.replace("\n", "\r\n").encode())
    assert load_library(folder).entries["benches"].variants[Language.ENGLISH].text.startswith("Gera has two benches")


def test_a_name_that_is_the_same_in_english_may_stand_in_both_lists(folder):
    change(folder, "- what are the solar benches", "- Bänke, mit Strom")
    assert "Bänke, mit Strom" in load_library(folder).entries["benches"].wordings_en


def test_a_letter_of_two_parts_becomes_one(folder):
    change(folder, "- smarte bank", "- scho\u0308ne bank")
    assert "sch\u00f6ne bank" in load_library(folder).entries["benches"].wordings


def test_the_readme_explains_every_field_and_every_aspect():
    readme = (CONTENT / "README.md").read_text(encoding="utf-8")
    assert [name for name in (*KNOWN, *ASPECTS) if f"`{name}`" not in readme] == []


def test_one_bad_file_refuses_all_and_every_mistake_of_every_file_is_named(folder):
    change(folder, "aspect: overview", "aspect: misc")
    change(folder, "label_en: Solar benches", "label_en: 12")
    change(folder, "aspect: cost", "aspect: price", "money/benches-cost.md")
    assert [(mistake.path.name, mistake.line) for mistake in mistakes_in(folder)] == [
        ("benches-cost.md", 6),
        ("benches.md", 6),
        ("benches.md", 10),
    ]


def test_a_mistake_prints_as_file_line_and_sentence(folder):
    path = change(folder, "aspect: overview", "aspect: misc")
    assert str(mistakes_in(folder)[0]).startswith(f"{path}:6: „aspect: misc“ gibt es nicht. Möglich sind: overview, ")


LONG = "Wort " * 200
SPOILED = {
    "the head does not begin": ("---\nid", "id", 1, "muss mit einer Zeile „---“ beginnen"),
    "the head does not end": ("related: [hello]\n---", "related: [hello]", 1, "Der Kopf endet nicht"),
    "the head is no list of fields": (BENCHES.split("---")[1], "\nnur ein Satz\n", 2, "müssen Felder stehen"),
    "the head is empty": (BENCHES.split("---")[1], "\n", 2, "müssen Felder stehen"),
    "the id is another than the file's": ("id: benches", "id: bench", 2, "passt nicht zum Dateinamen benches.md"),
    "the id has an umlaut": ("id: benches", "id: bänke", 2, "kleine Buchstaben ohne Umlaute"),
    "the id is long": ("id: benches", f"id: {'b' * 41}", 2, "hat 41 Zeichen, erlaubt sind höchstens 40"),
    "the id is missing": ("id: benches\n", "", 2, "Das Feld „id“ fehlt"),
    "an unknown kind": ("kind: answer", "kind: reply", 3, "Möglich sind: answer, smalltalk, elsewhere"),
    "the topic is another than the folder": ("topic: pilots", "topic: money", 4, "passt nicht zum Ordner „pilots“"),
    "the topic is unknown": ("topic: pilots", "topic: piloten", 4, "steht nicht in topics.yaml"),
    "smalltalk in a topic": ("kind: answer", "kind: smalltalk", 4, "liegen im Ordner „smalltalk“"),
    "the subject is a sentence": ("subject: benches", "subject: Die Bänke", 5, "„subject: Die Bänke“ darf nur"),
    "an unknown aspect": ("aspect: overview", "aspect: general", 6, "„aspect: general“ gibt es nicht"),
    "the title is long": ("title: Die", f"title: {'sehr ' * 12}", 7, "erlaubt sind höchstens 60"),
    "the title is empty": ("title: Die Solarbänke", "title:", 7, "„title“ ist leer"),
    "the title is a list": ("title: Die Solarbänke", "title: [Die, Solarbänke]", 7, "„title“ ist eine Liste"),
    "the title has a colon": ("title: Die", "title: Gera: Die", 7, "Ein Doppelpunkt steht mitten im Text"),
    "the title goes on below": ("title: Die", "title: |\n  Die\n ", 7, "muss in einer Zeile stehen"),
    "the title has a comment": ("title: Die Solarbänke", "title: Platz #1", 7, "endet für YAML vor dem Zeichen #"),
    "the title hides a letter": ("title: Die", r'title: "Die\u200b" #', 7, "unsichtbares Zeichen (U+200B)"),
    "the label is long": ("label: Solarbänke", f"label: {'b' * 25}", 9, "„label“ hat 25 Zeichen"),
    "the label is a picture": ("label: Solarbänke", "label: ☀️", 9, "braucht mindestens zwei Buchstaben"),
    "seven wordings": ("  - smarte bank\n", "", 11, "„wordings“ hat 7 Formulierungen, nötig sind mindestens 8"),
    "three English wordings": ("  - benches with power\n", "", 20, "nötig sind mindestens 4"),
    "wordings in one line": ("wordings_en:", "wordings_en: what\nmore:", 20, "„wordings_en“ muss eine Liste sein"),
    "a wording that is no text": ("- smarte bank", "- no", 19, "(„no“) liest YAML nicht als Text. Setzen Sie"),
    "a wording that is a number": ("- smarte bank", "- 2030", 19, 'Anführungszeichen: "2030"'),
    "a wording that is a day": ("- smarte bank", "- 2030-01-01", 19, "liest YAML nicht als Text"),
    "a wording with a colon": ("- smarte bank", "- bank: smart", 19, "enthält einen Doppelpunkt"),
    "an empty wording": ("- smarte bank", "-", 19, "Ein Teil von „wordings“ ist leer"),
    "a wording of signs": ("- smarte bank", '- "?!"', 19, "enthält weder Buchstaben noch Ziffern"),
    "a wording with an @": ("- smarte bank", "- @gera", 19, "Setzen Sie den Text in Anführungszeichen"),
    "a wording twice": ("- smarte bank", "- USB  im Park?", 19, "gibt es schon (pilots/benches.md, Zeile 18"),
    "a wording of another entry": ("- smarte bank", "- Kosten, Solarbank", 19, "gibt es schon"),
    "a wording in other spelling": (
        "- smarte bank",
        "- SMARTE BAENKE\n  - smarte bänke",
        20,
        "gibt es schon (pilots/benches.md",
    ),
    "no source": ("sources: [S61]", "sources: []", 25, "braucht mindestens eine Quelle"),
    "an unknown source": ("sources: [S61]", "sources: [S61, S99]", 25, "Die Quelle „S99“ steht nicht in sources.yaml"),
    "a source twice": ("sources: [S61]", "sources: [S61, S61]", 25, "„S61“ steht in „sources“ doppelt"),
    "a fact that is none": ("F-216", "F-21", 26, "„F-21“ ist keine Kennung eines Fakts"),
    "no such day": ("checked: 2026-11-20", "checked: 2026-11-31", 27, "gibt es im Kalender nicht"),
    "a German day": ("checked: 2026-11-20", "checked: 20.11.2026", 27, "in der Form JJJJ-MM-TT"),
    "no day": ("checked: 2026-11-20", "checked: [2026]", 27, "in der Form JJJJ-MM-TT"),
    "valid until before checked": ("2027-05-31", "2026-11-20", 28, "muss nach „checked“ liegen"),
    "the owner is missing": ("owner: SMARTCity-Team\n", "", 2, "Das Feld „owner“ fehlt"),
    "four buttons": ("[benches-cost]", "[benches-cost, hello, a, b]", 30, "„next“ nennt 4 Einträge"),
    "no button": ("next: [benches-cost]", "next: []", 30, "möglich sind ein bis drei"),
    "a link to itself": ("related: [hello]", "related: [benches]", 31, "verweist auf den Eintrag selbst"),
    "a dead link": ("next: [benches-cost]", "next: [lamps]", 30, "„next“ verweist auf „lamps“"),
    "a field twice": ("related: [hello]", "owner: Stadt", 31, "steht doppelt da (schon in Zeile 29)"),
    "a field misspelled": ("related: [hello]", "relatet: [hello]", 31, "Meinten Sie „related“?"),
    "a field of one's own": ("related: [hello]", "zzz: [hello]", 31, "Das Feld „zzz“ gibt es nicht"),
    "a bracket left open": ("related: [hello]", "related: [hello", 31, "YAML"),
    "a quotation left open": ("related: [hello]", 'related: ["hello]', 31, "YAML"),
    "a tabulator": ("related: [hello]", "related:\t[hello]", 31, "einen Tabulator"),
    "brackets without end": ("related: [hello]", "related: " + "[" * 900 + "\n" + "[" * 900, 2, "zu viele Klammern"),
    "a line without end": ("related: [hello]", "related: " + "- " * 30_000, 31, "länger als 1000 Zeichen"),
    "the German text is missing": (BENCHES.split("---")[2].split("##")[0], "\n\n", 32, "Der deutsche Text fehlt"),
    "the German text is long": ("Mehr dazu steht", f"{LONG}Mehr dazu steht", 33, "erlaubt sind höchstens 900"),
    "the simple text is long": ("Mehr lesen Sie", f"{LONG}Mehr lesen Sie", 40, "Der Text „Einfach“ hat"),
    "the English text is long": ("There is more", f"{LONG}There is more", 45, "Der Text „English“ hat"),
    "no simple text": ("## Einfach\n", "", 47, "Es fehlt „## Einfach“"),
    "the simple text twice": ("## English", "## Einfach\n\nNoch einmal.\n\n## English", 43, "steht doppelt da"),
    "another heading": ("## English", "## Français\n\nOui.\n\n## English", 43, "„## Français“ gibt es nicht"),
    "a soft hyphen": ("Mehr dazu", "Mehr da\u00adzu", 36, "unsichtbares Zeichen (U+00AD)"),
    "turned letters": ("Mehr dazu", "Mehr \u202edazu", 36, "unsichtbares Zeichen (U+202E)"),
    "a NUL": ("Mehr dazu", "Mehr \0dazu", 36, "unsichtbares Zeichen (U+0000)"),
}


@pytest.mark.parametrize("case", SPOILED.values(), ids=SPOILED)
def test_what_a_colleague_spoils_is_refused_with_file_and_line(folder, case):
    old, new, line, words = case
    path = change(folder, old, new)
    found = mistakes_in(folder)
    assert any(mistake.path == path and mistake.line == line and words in mistake.sentence for mistake in found), found


ENGLISH_BEGINS = BENCHES.split("\n").index("## English") + 2


@pytest.mark.parametrize("lines", range(ENGLISH_BEGINS))
def test_a_file_cut_off_after_any_line_is_refused(folder, lines):
    path = folder / "pilots/benches.md"
    path.write_text("\n".join(BENCHES.split("\n")[:lines]))
    found = [mistake for mistake in mistakes_in(folder) if mistake.path == path]
    assert found
    assert all(1 <= mistake.line <= lines + 1 for mistake in found)


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", 1, "kein Text in UTF-8"),
        (BENCHES.encode("latin-1"), 7, "kein Text in UTF-8"),
        (BENCHES.encode("utf-16"), 1, "kein Text in UTF-8"),
        (BENCHES.encode() + b"x" * 100_000, 1, "größer als 100 kB"),
        (b"", 1, "muss mit einer Zeile „---“ beginnen"),
        (b"\n" * 500, 1, "muss mit einer Zeile „---“ beginnen"),
        (b"---\n---\n", 2, "müssen Felder stehen"),
    ],
    ids=["picture", "latin-1", "utf-16", "huge", "empty", "only lines", "only dashes"],
)
def test_a_file_that_is_no_entry_at_all_is_refused(folder, data, line, words):
    path = folder / "pilots/benches.md"
    path.write_bytes(data)
    found = mistakes_in(folder)
    assert any(mistake.path == path and mistake.line == line and words in mistake.sentence for mistake in found), found


def test_an_id_that_is_taken_in_another_topic_is_refused(folder):
    copy = folder / "money/benches.md"
    copy.write_text(BENCHES.replace("topic: pilots", "topic: money"))
    sentences = [str(mistake) for mistake in mistakes_in(folder)]
    assert any(
        "pilots/benches.md:2: Die Kennung „benches“ ist schon vergeben (money/benches.md, Zeile 2)" in s
        for s in sentences
    )


def test_english_before_simple_german_is_refused(folder):
    change(folder, "## Einfach", "## Einmal")
    change(folder, "## English", "## Einfach")
    path = change(folder, "## Einmal", "## English")
    [mistake] = mistakes_in(folder)
    assert (mistake.path, mistake.line) == (path, 43)
    assert "muss vor „## English“ stehen" in mistake.sentence


def test_two_buttons_with_the_same_words_are_refused(folder):
    change(folder, "label: Kosten der Bänke", "label: begrüßung", "money/benches-cost.md")
    path = change(folder, "next: [benches-cost]", "next: [benches-cost, hello]")
    [mistake] = mistakes_in(folder)
    assert (mistake.path, mistake.line) == (path, 30)
    assert "zwei Knöpfe mit derselben Aufschrift „Begrüßung“" in mistake.sentence


def test_links_to_a_broken_file_are_not_called_dead(folder):
    path = change(folder, "id: benches-cost", "id: [", "money/benches-cost.md")
    assert {mistake.path for mistake in mistakes_in(folder)} == {path}


@pytest.mark.parametrize("name", ["benches.txt", "pilots/lamps.markdown", "pilots/old/lamps.md", "lamps.md"])
def test_a_file_where_or_how_nobody_would_read_it_is_refused(folder, name):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(COST)
    [mistake] = mistakes_in(folder)
    assert mistake.path == path


def test_an_entry_that_is_a_folder_is_refused(folder):
    (folder / "pilots/lamps.md").mkdir()
    assert "lässt sich nicht lesen" in mistakes_in(folder)[0].sentence


@pytest.mark.parametrize(
    ("name", "source", "line", "words"),
    [
        ("sources.yaml", SOURCES + SOURCES, 2, "steht doppelt da"),
        ("sources.yaml", SOURCES.replace("https://", ""), 1, "muss mit https:// oder http:// beginnen"),
        ("sources.yaml", SOURCES.replace("date", "day"), 1, "Das Feld „day“ gibt es nicht"),
        ("sources.yaml", SOURCES + "S62: Zeitung\n", 2, "muss Felder in geschweiften Klammern haben"),
        ("sources.yaml", "# nichts\n{}\n", 1, "Die Datei ist leer"),
        ("topics.yaml", "pilots: {de: Pilotprojekte}\n", 1, "Das Feld „en“ fehlt"),
        ("topics.yaml", "pilots: {de: Pilotprojekte, en: no}\n", 1, "liest YAML nicht als Text"),
        ("topics.yaml", "- pilots\n", 1, "müssen Felder stehen"),
        ("topics.yaml", "pilots: {de: Pilotprojekte\n", 1, "Klammer ist nicht geschlossen"),
    ],
)
def test_a_broken_list_of_topics_or_sources_is_refused(folder, name, source, line, words):
    (folder / name).write_text(source)
    found = mistakes_in(folder)
    assert any(m.path == folder / name and m.line == line and words in m.sentence for m in found), found


def test_missing_lists_are_one_mistake_each_and_not_one_for_every_entry(folder):
    (folder / "topics.yaml").unlink()
    (folder / "sources.yaml").unlink()
    assert [mistake.path.name for mistake in mistakes_in(folder)] == ["sources.yaml", "topics.yaml"]


def test_an_empty_folder_is_no_library(tmp_path):
    sentences = [mistake.sentence for mistake in mistakes_in(tmp_path)]
    assert any("Hier liegt kein einziger Eintrag" in sentence for sentence in sentences)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return good_folder(tmp_path_factory.mktemp("scratch"))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: f"---\n{text}\n---\nText".encode())))
def test_whatever_stands_in_a_file_ends_in_mistakes_and_never_in_a_crash(scratch, data):
    path = scratch / "pilots/benches.md"
    path.write_bytes(data)
    found = [mistake for mistake in mistakes_in(scratch) if mistake.path == path]
    assert found
    assert all(1 <= mistake.line <= data.count(b"\n") + 1 for mistake in found)
