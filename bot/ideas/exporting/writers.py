"""Files written idea by idea, so that 100,000 of them fill no memory.

A writer is given a file in bytes, then ideas, then told that this was all. What each format demands stands beside it,
with its source.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, BinaryIO, Protocol
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell.cell import WriteOnlyCell

from bot.ideas.card import promise_of
from bot.ideas.exporting.record import FIELDS, Public, Value, harmless, record_of, url_of
from bot.ideas.lifeline import number_of
from bot.texts import Texts
from storage.ideas import IdeaRow, Stage

CELL = 32_767
"""Characters that a cell of Excel takes (Microsoft, Excel specifications and limits)."""


class Writer(Protocol):
    """Writes one file."""

    def add(self, ideas: Sequence[Public]) -> None:
        """Some ideas, in the order of their numbers."""

    def finish(self) -> None:
        """That was all."""


class Table:
    """CSV after RFC 4180, in UTF-8 with a mark at the beginning, as spreadsheets need it."""

    def __init__(
        self,
        file: BinaryIO,
        columns: Sequence[str],
        row: Callable[[Public], Mapping[str, Value]],
        *,
        delimiter: str = ",",
        mark: str = "\ufeff",
    ) -> None:
        self._file, self._columns, self._row, self._delimiter = file, columns, row, delimiter
        self._file.write(mark.encode())
        self._write([dict(zip(columns, columns, strict=True))])

    def add(self, ideas: Sequence[Public]) -> None:
        """Some rows."""
        self._write([self._row(idea) for idea in ideas])

    def finish(self) -> None:
        """A table needs no end."""

    def _write(self, rows: Sequence[Mapping[str, Value]]) -> None:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self._delimiter)
        writer.writerows([[harmless(row[name]) for name in self._columns] for row in rows])
        self._file.write(text.getvalue().encode())


class JsonList:
    """A JSON document whose list grows: `head`, the items parted by commas, `foot`."""

    def __init__(
        self, file: BinaryIO, item: Callable[[Public], Mapping[str, Any] | None], head: str, foot: str
    ) -> None:
        self._file, self._item, self._foot = file, item, foot
        self._file.write(head.encode())
        self._is_first = True

    def add(self, ideas: Sequence[Public]) -> None:
        """Some items; those that are None are left out."""
        for idea in ideas:
            item = self._item(idea)
            if item is not None:
                self._file.write(("" if self._is_first else ",\n").encode())
                self._file.write(json.dumps(item, ensure_ascii=False).encode())
                self._is_first = False

    def finish(self) -> None:
        """The end of the document."""
        self._file.write(self._foot.encode())


class Workbook2007:
    """An XLSX file with one sheet. Texts are written as texts, so that no cell is a formula."""

    def __init__(
        self, file: BinaryIO, row: Callable[[Public], Mapping[str, Value]], columns: Sequence[str] = FIELDS
    ) -> None:
        self._file, self._row = file, row
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet("Ideen")
        self._sheet.freeze_panes = "A2"
        self._sheet.append(columns)

    def add(self, ideas: Sequence[Public]) -> None:
        """Some rows."""
        for idea in ideas:
            self._sheet.append([self._cell(value) for value in self._row(idea).values()])

    def finish(self) -> None:
        """The file is written at the end, out of a temporary one."""
        self._book.save(self._file)

    def _cell(self, value: Value) -> Any:
        if not isinstance(value, str):
            return value
        cell = WriteOnlyCell(self._sheet, value=str(harmless(value))[:CELL])
        cell.data_type = "s"
        return cell


def csv_writer(file: BinaryIO, base: str, zone: ZoneInfo) -> Writer:
    """Our own columns as CSV."""
    return Table(file, FIELDS, lambda idea: record_of(idea.row, base, zone))


def xlsx_writer(file: BinaryIO, base: str, zone: ZoneInfo) -> Writer:
    """Our own columns as a workbook, for Go Vocal and adhocracy+ (both import a spreadsheet) and for people."""
    return Workbook2007(file, lambda idea: record_of(idea.row, base, zone))


def json_writer(file: BinaryIO, base: str, zone: ZoneInfo) -> Writer:
    """Our own columns as JSON: `{"ideas": [{…}, …]}`."""
    return JsonList(file, lambda idea: record_of(idea.row, base, zone), '{"ideas": [\n', "\n]}\n")


def geojson_writer(file: BinaryIO, base: str, zone: ZoneInfo) -> Writer:
    """The ideas that have a place, after RFC 7946: a FeatureCollection of points, longitude first, WGS 84."""

    def feature(idea: Public) -> Mapping[str, Any] | None:
        row = idea.row
        if row.latitude is None or row.longitude is None:
            return None
        kept = {name: value for name, value in record_of(row, base, zone).items() if not name.endswith("itude")}
        place = {"type": "Point", "coordinates": [row.longitude, row.latitude]}
        return {"type": "Feature", "id": row.id, "geometry": place, "properties": kept}

    return JsonList(file, feature, '{"type": "FeatureCollection", "features": [\n', "\n]}\n")


DECIDIM = ("id", "title/de", "body/de", "address", "latitude", "longitude")
"""What Decidim's import of proposals reads, without the ids of scopes and taxonomies, which every installation has of
its own. Its verifier demands `title/<default language>` and `body/<default language>` and refuses headers that come
twice (decidim/decidim: decidim-proposals/lib/decidim/proposals/import/{proposals_verifier,proposal_creator}.rb,
decidim-admin/lib/decidim/admin/import/verifier.rb); its reader parts columns by semicolons (…/readers/csv.rb)."""


def decidim_writer(file: BinaryIO, base: str, texts: Texts) -> Writer:
    """A file for Decidim. It knows no state of a new proposal, so ours stands below the text, with the answer."""

    def row(idea: Public) -> Mapping[str, Value]:
        one = idea.row
        told = [one.text, f"{texts.say('board.stage')}: {texts.say(f'ideastage.{one.stage}')}"]
        if _is_over(one) and one.outcome:
            told.append(f"{texts.say('board.decided')}: {texts.say(f'outcome.{one.outcome}')}. {one.answer}")
        told.append(f"{number_of(one.id)}, {url_of(one, base)}")
        return dict(zip(DECIDIM, (one.id, one.title, "\n\n".join(told), "", one.latitude, one.longitude), strict=True))

    # Its reader would take the mark of UTF-8 for a part of the first header.
    return Table(file, DECIDIM, row, delimiter=";", mark="")


def open311_writer(file: BinaryIO, base: str, zone: ZoneInfo, texts: Texts) -> Writer:
    """Service requests after GeoReport v2 (wiki.open311.org/GeoReport_v2, "GET Service Requests"): a JSON list, moments
    in the W3 form with their zone, `status` open or closed. `lat` and `long` are left out where there is no place."""

    def request(idea: Public) -> Mapping[str, Any]:
        row, promise = idea.row, promise_of(idea.row)
        place = {"lat": row.latitude, "long": row.longitude} if row.latitude is not None else {}
        return {
            "service_request_id": str(row.id),
            "status": "closed" if _is_over(row) else "open",
            "status_notes": row.answer if _is_over(row) else "",
            "service_name": texts.say(f"topic.{row.field}") if row.field else texts.say("board.without_field"),
            "service_code": row.field or "idea",
            "description": f"{row.title}\n\n{row.text}",
            "agency_responsible": row.unit,
            "requested_datetime": row.handed_in.isoformat(timespec="seconds"),
            "updated_datetime": idea.changed.isoformat(timespec="seconds"),
            "expected_datetime": promise.due(zone).isoformat(timespec="seconds") if promise else "",
            "address": row.district or "",
            **place,
            "media_url": f"{url_of(row, base)}/picture" if row.picture else "",
        }

    return JsonList(file, request, "[\n", "\n]\n")


def _is_over(row: IdeaRow) -> bool:
    return row.stage in (Stage.DECIDED, Stage.DONE)
