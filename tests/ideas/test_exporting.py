"""Files of public ideas, read back by other readers, and held against what their receivers demand."""

import csv
import io
import json
import re
from collections.abc import AsyncIterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from bot.ideas.exporting.formats import JSON, KINDS, Format, Place, Sheet, stream_ideas, write_ideas
from bot.ideas.exporting.record import FIELDS, RISKY, harmless
from bot.ideas.exporting.sheets import HEADS
from bot.texts import load_texts
from storage.database import Database
from storage.ideas import Stage
from tests.ideas.many import a_town, put

ZONE = ZoneInfo("Europe/Berlin")
PLACE = Place(base="https://bot.gera.example", zone=ZONE, texts=load_texts().of("de"))
FORMULAS = ["=1+1", "+49", "-1+2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"]


@pytest.fixture
async def database(new_database: str) -> AsyncIterator[Database]:
    database = Database(new_database)
    await database.migrate()
    yield database
    await database.close()


async def written(database: Database, chosen: Format | Sheet | None) -> bytes:
    kind, file = JSON if chosen is None else KINDS[chosen], io.BytesIO()
    await write_ideas(database, kind, file, PLACE)
    streamed = b"".join([piece async for piece in stream_ideas(database, kind, PLACE)])
    if chosen not in {Format.XLSX, Sheet.XLSX}:  # a workbook says when it was made
        assert streamed == file.getvalue()
    return file.getvalue()


def rows_of(data: bytes, delimiter: str = ",", encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(encoding), newline=""), delimiter=delimiter, strict=True))


async def test_a_table_has_what_is_public_and_nobody_in_it(database: Database):
    town = await a_town(database)
    data = await written(database, Format.CSV)
    rows = rows_of(data)
    assert tuple(rows[0]) == FIELDS
    assert [int(row["number"]) for row in rows] == [town[name] for name in ("bench", "lamp", "wifi", "bees")]
    lamp = rows[1]
    assert (lamp["stage"], lamp["outcome"], lamp["support"]) == ("decided", "will-be-done", "31")
    assert (lamp["latitude"], lamp["longitude"]) == ("50.885", "12.071")
    assert lamp["url"] == f"https://bot.gera.example/ideas/{town['lamp']}"
    assert rows[0]["text"].startswith("Bitte stellt mehr Sitzbänke")
    assert "\n\n" in rows[0]["text"]
    for secret in (b"telegram", b"4711", b"Ahorn"):
        assert secret not in data


async def test_tables_for_people_are_german_open_in_a_spreadsheet_and_calculate_nothing(database: Database):
    town = await a_town(database)
    for text in FORMULAS:
        await put(database, text, title=text, stage=Stage.DECIDED, answer=text, part_of=text, when=text)
    data = await written(database, Sheet.CSV)
    assert data.startswith(b"\xef\xbb\xbfNummer;Titel;Text;Stand;Feld;Ortsteil;")
    rows = rows_of(data, ";")
    assert tuple(rows[0]) == HEADS
    lamp = rows[1]
    assert (lamp["Nummer"], lamp["Stand"]) == (f"I-{town['lamp']:04}", "entschieden")
    assert lamp["Entscheidung"] == "wird umgesetzt"
    assert re.fullmatch(r"\d\d\.\d\d\.\d{4}", lamp["Entschieden am"])
    for row in rows:
        assert not any(cell.startswith(RISKY) for cell in row.values())
    sheet = load_workbook(io.BytesIO(await written(database, Sheet.XLSX))).active
    lines = [[cell.value or "" for cell in line] for line in sheet.iter_rows()]
    assert tuple(lines[0]) == HEADS
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n"}
    assert len(lines) == len(rows) + 1


async def test_no_cell_is_a_formula(database: Database):
    for text in FORMULAS:
        await put(database, text, title=text, stage=Stage.DECIDED, answer=text, part_of=text, when=text)
    for row in rows_of(await written(database, Format.CSV)):
        assert not any(cell.startswith(RISKY) for cell in row.values())
    for row in rows_of(await written(database, Format.DECIDIM), ";", "utf-8"):
        assert not any(cell.startswith(RISKY) for cell in row.values())
    sheet = load_workbook(io.BytesIO(await written(database, Format.XLSX))).active
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n"}
    assert harmless("=1") == "'=1"
    assert harmless(-5) == -5


async def test_a_workbook_says_the_same_as_the_table(database: Database):
    await a_town(database)
    sheet = load_workbook(io.BytesIO(await written(database, Format.XLSX)), read_only=True).active
    head, *lines = [["" if cell is None else str(cell) for cell in line] for line in sheet.iter_rows(values_only=True)]
    assert tuple(head) == FIELDS
    assert [dict(zip(head, line, strict=True)) for line in lines] == rows_of(await written(database, Format.CSV))


async def test_json_says_the_same_as_the_table(database: Database):
    assert json.loads(await written(database, None)) == {"ideas": []}
    await a_town(database)
    found = json.loads(await written(database, None))["ideas"]
    assert [{name: "" if value is None else str(value) for name, value in one.items()} for one in found] == rows_of(
        await written(database, Format.CSV)
    )


async def test_geojson_keeps_to_rfc_7946(database: Database):
    assert json.loads(await written(database, Format.GEOJSON)) == {"type": "FeatureCollection", "features": []}
    town = await a_town(database)
    collection = json.loads(await written(database, Format.GEOJSON))
    assert collection["type"] == "FeatureCollection"
    (feature,) = collection["features"]
    assert (feature["type"], feature["id"]) == ("Feature", town["lamp"])
    assert feature["geometry"] == {"type": "Point", "coordinates": [12.071, 50.885]}
    assert isinstance(feature["properties"], dict)
    assert "crs" not in collection


async def test_decidim_takes_the_headers(database: Database):
    """Its verifier wants title and body in the default language and no header twice, its reader wants semicolons, and
    its creator reads no others than these: decidim-proposals/lib/decidim/proposals/import, decidim-admin/…/import."""
    town = await a_town(database)
    data = await written(database, Format.DECIDIM)
    assert not data.startswith(b"\xef\xbb\xbf")
    headers = next(csv.reader(io.StringIO(data.decode()), delimiter=";"))
    assert {"title/de", "body/de"} <= set(headers)
    assert len(headers) == len(set(headers))
    read = {"id", "title/de", "body/de", "address", "latitude", "longitude", "scope/id", "taxonomies/ids"}
    assert set(headers) <= read
    rows = rows_of(data, ";", "utf-8")
    assert all(row["title/de"] and row["body/de"] for row in rows)
    lamp = rows[1]["body/de"]
    assert "Die Entscheidung der Stadt: wird umgesetzt. Das Tiefbauamt" in lamp
    assert lamp.endswith(f"https://bot.gera.example/ideas/{town['lamp']}")


async def test_open311_has_the_fields_of_georeport(database: Database):
    """wiki.open311.org/GeoReport_v2, GET Service Requests."""
    await a_town(database)
    requests = json.loads(await written(database, Format.OPEN311))
    standard = {
        "service_request_id", "status", "status_notes", "service_name", "service_code", "description",
        "agency_responsible", "service_notice", "requested_datetime", "updated_datetime", "expected_datetime",
        "address", "address_id", "zipcode", "lat", "long", "media_url",
    }  # fmt: skip
    assert len(requests) == 4
    for request in requests:
        assert set(request) <= standard
        assert request["status"] in {"open", "closed"}
        for name in ("requested_datetime", "updated_datetime"):
            assert datetime.fromisoformat(request[name]).utcoffset() is not None
    assert [request["status"] for request in requests] == ["open", "closed", "closed", "open"]
    assert (requests[1]["lat"], requests[1]["long"]) == (50.885, 12.071)
    assert requests[0]["expected_datetime"]
    assert requests[0]["agency_responsible"] == "Tiefbauamt"
