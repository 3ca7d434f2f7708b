"""Tables from outside: what is taken is what stands there, what is no small table is refused in a sentence."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from bot.workbooks import LARGEST, LARGEST_UNPACKED, MOST_COLUMNS, MOST_PARTS, NotATable, read_lines


def workbook(*lines: list[object]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(file)
    return file.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def test_cells_are_read_as_somebody_would_type_them():
    lines = read_lines(workbook(["Text", True, 30.0, date(2027, 4, 14), datetime(2027, 4, 14, 17, 30), None]), 10)  # noqa: DTZ001
    assert [cell.text for cell in lines[0][:6]] == ["Text", "ja", "30", "14.04.2027", "14.04.2027 17:30", ""]


def test_formulas_are_named_by_their_place():
    (line,) = read_lines(workbook(["Text", "=1+1"]), 10)
    assert [(cell.text, cell.formula_at) for cell in line[:2]] == [("Text", ""), ("=1+1", "B1")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_table_of_text_is_read_however_it_was_saved(encoding: str, delimiter: str):
    data = delimiter.join(["Bänke", "schön"]).encode(encoding)
    assert [[cell.text for cell in line] for line in read_lines(data, 10)] == [["Bänke", "schön"]]


def test_no_more_lines_are_read_than_show_that_there_are_too_many():
    rows = [["x"]] * 50
    assert len(read_lines(workbook(*rows), 10)) == 12
    assert len(read_lines(b"x\n" * 50, 10)) == 12
    assert len(read_lines((b"x;" * 200), 10)[0]) == MOST_COLUMNS


@pytest.mark.parametrize(
    "data",
    [
        b"x" * (LARGEST + 1), b"a\0b", b'"open', b"PK\x03\x04", packed({}),
        packed({f"{number}.xml": b"" for number in range(MOST_PARTS + 1)}),
        packed({"xl/worksheets/sheet1.xml": b"0" * (LARGEST_UNPACKED + 1)}),
        packed({"a.xml": b" " * 5000 + b'<!DOCTYPE l [<!ENTITY a "ha">]>'}),
    ],
    ids=["large", "binary", "unbalanced", "torn", "empty", "parts", "unpacked", "entities"],
)  # fmt: skip
def test_what_is_no_small_table_is_refused(data: bytes):
    with pytest.raises(NotATable) as refused:
        read_lines(data, 10)
    assert str(refused.value).endswith(".")
