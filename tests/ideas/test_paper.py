"""Ideas from paper: what is wrong is said all at once, nothing half is taken in, nothing dangerous is opened."""

import io
import time
import zipfile

import pytest
from openpyxl import Workbook

from bot.ideas.paper import Personal, Trouble, Typed, check
from bot.ideas.sheets import MOST_ROWS, Row, read_table
from bot.texts import load_texts
from bot.workbooks import NotATable

TEXTS = load_texts().of("de")
HEAD = ["Text", "Titel", "Feld", "Ortsteil", "Einwilligung", "Persönliche Angaben"]
PHONE = "Bänke in Lusan. Rückruf: 0171 2345678"


def workbook(*lines: list[object]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(file)
    return file.getvalue()


def table(*lines: list[str], delimiter: str = ";") -> bytes:
    return "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines).encode()


def read(data: bytes) -> list[Row]:
    return read_table(data, TEXTS)


def test_what_is_wrong_is_said_all_at_once():
    checked = check(Typed(text="", title="x" * 100))
    assert checked.troubles == [Trouble.NO_CONSENT, Trouble.NO_WORDS, Trouble.TITLE_TOO_LONG]
    assert check(Typed(text="Bänke", consent=True)).troubles == []
    assert check(Typed(text="Bänke " * 400, consent=True)).troubles == [Trouble.TOO_LONG]


def test_what_nobody_can_read_may_be_marked():
    checked = check(Typed(text="Mehr [unleserlich] am Bahnhof", consent=True))
    assert checked.troubles == []
    assert "[unleserlich]" in checked.text


def test_personal_data_has_to_be_decided_on():
    asked = check(Typed(text=PHONE, consent=True))
    assert asked.troubles == [Trouble.PERSONAL]
    assert list(asked.found) == ["phone"]
    out = check(Typed(text=PHONE, consent=True, personal=Personal.BLACK_OUT))
    assert (out.troubles, out.flags) == ([], "")
    assert "0171" not in out.text + out.title
    left = check(Typed(text=PHONE, consent=True, personal=Personal.AS_IT_IS))
    assert (left.troubles, left.flags) == ([], "phone")
    assert "0171" in left.text


@pytest.mark.parametrize("make", [workbook, table])
def test_a_table_is_read_in_both_formats(make):
    rows = read(make(HEAD, ["Bänke in Lusan", "", "Mobilität", "lusan", "ja", ""], ["Bäume", "Grün", "", "", "x", ""]))
    assert [(row.number, row.checked.title, list(row.troubles)) for row in rows] == [
        (2, "Bänke in Lusan", []),
        (3, "Grün", []),
    ]
    assert rows[0].typed.district == "lusan"
    assert rows[0].typed.field == "field-mobility"


@pytest.mark.parametrize("make", [workbook, table])
def test_every_row_says_all_that_is_wrong(make):
    rows = read(
        make(
            HEAD,
            ["Bänke", "", "Nichtsda", "Entenhausen", "", ""],
            ["", "", "", "", "", ""],
            [PHONE, "", "", "", "ja", ""],
            [PHONE, "", "", "", "ja", "schwärzen"],
            ["=1+1 und mehr", "", "", "", "ja", ""],
        )
    )
    assert [(row.number, sorted(row.troubles)) for row in rows] == [
        (2, ["no-consent", "no-such-district", "no-such-field"]),
        (4, ["personal"]),
        (5, []),
        (6, ["formula"]),
    ]


def test_commas_and_tabs_part_columns_too():
    for delimiter in ",\t;":
        assert len(read(table(["Text", "Einwilligung"], ["Bänke", "ja"], delimiter=delimiter))) == 1


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000_000)
    return file.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A real workbook with one of its parts replaced."""
    original, file = workbook(HEAD, ["Bänke", "", "", "", "ja", ""]), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9))
    + b"]><worksheet>&j;</worksheet>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet>&x;</worksheet>'


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xff\xfe\x00", b"PK\x03\x04 broken", b"x" * 2_000_000, b"\x00\x01\x02", table(HEAD),
        table(["Text"], ["x"]),
        table(["Text", "Text", "Einwilligung"], ["a", "b", "ja"]), workbook(), workbook(HEAD),
        table(["Text", "Einwilligung"], *[["Bänke", "ja"]] * (MOST_ROWS + 1)),
        workbook(["Text", "Einwilligung"], *[["Bänke", "ja"]] * (MOST_ROWS + 1)),
        workbook(["Text", "Einwilligung"], *[["Bänke", "ja"]] * (MOST_ROWS + 100)),
        b'"unbalanced', bomb(), with_part(SHEET, LAUGHS), with_part(SHEET, OUTSIDE),
        with_part("xl/workbook.xml", b"<workbook/>"), with_part(SHEET, b"<"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_at_once(data: bytes):
    started = time.process_time()
    with pytest.raises(NotATable):
        read(data)
    assert time.process_time() - started < 2


def test_formulas_of_a_workbook_are_refused_however_they_are_written():
    rows = read(workbook(["Text", "Einwilligung"], ["=SUM(A1)", "ja"], ["- erstens Bänke", "ja"]))
    assert [list(row.troubles) for row in rows] == [[Trouble.FORMULA], []]
