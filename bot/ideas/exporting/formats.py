"""The formats there are: name, ending, media type, writer; and one call that writes a file."""

import asyncio
import io
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO
from zoneinfo import ZoneInfo

from bot.ideas.exporting.reading import public_ideas
from bot.ideas.exporting.sheets import csv_sheet, xlsx_sheet
from bot.ideas.exporting.writers import (
    Writer,
    csv_writer,
    decidim_writer,
    geojson_writer,
    json_writer,
    open311_writer,
    xlsx_writer,
)
from bot.texts import Texts
from storage.database import Database


class Sheet(StrEnum):
    """Tables that people open."""

    CSV = "table-csv"
    XLSX = "table-xlsx"


class Format(StrEnum):
    """What programs read; its columns stay as they are."""

    CSV = "csv"
    XLSX = "xlsx"
    GEOJSON = "geojson"
    DECIDIM = "decidim"
    OPEN311 = "open311"


@dataclass(frozen=True, kw_only=True)
class Place:
    """What the writers have to know: where the pages are, which time it is here, in which words."""

    base: str
    zone: ZoneInfo
    texts: Texts


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of file."""

    ending: str
    media_type: str
    open: Callable[[BinaryIO, Place], Writer]
    placed: bool = False
    """Whether only ideas with a place are in it."""


JSON = Kind(ending="json", media_type="application/json", open=lambda file, at: json_writer(file, at.base, at.zone))
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS: Mapping[Sheet | Format, Kind] = {
    Sheet.CSV: Kind(
        ending="csv",
        media_type="text/csv; charset=utf-8",
        open=lambda file, at: csv_sheet(file, at.base, at.zone, at.texts),
    ),
    Sheet.XLSX: Kind(
        ending="xlsx",
        media_type=WORKBOOK,
        open=lambda file, at: xlsx_sheet(file, at.base, at.zone, at.texts),
    ),
    Format.CSV: Kind(
        ending="csv", media_type="text/csv; charset=utf-8", open=lambda file, at: csv_writer(file, at.base, at.zone)
    ),
    Format.XLSX: Kind(
        ending="xlsx",
        media_type=WORKBOOK,
        open=lambda file, at: xlsx_writer(file, at.base, at.zone),
    ),
    Format.GEOJSON: Kind(
        ending="geojson",
        media_type="application/geo+json",
        open=lambda file, at: geojson_writer(file, at.base, at.zone),
        placed=True,
    ),
    Format.DECIDIM: Kind(
        ending="decidim.csv",
        media_type="text/csv; charset=utf-8",
        open=lambda file, at: decidim_writer(file, at.base, at.texts),
    ),
    Format.OPEN311: Kind(
        ending="open311.json",
        media_type="application/json",
        open=lambda file, at: open311_writer(file, at.base, at.zone, at.texts),
    ),
}


async def stream_ideas(database: Database, kind: Kind, place: Place) -> AsyncIterator[bytes]:
    """All public ideas as pieces of a file, each a few hundred ideas long."""
    buffer = io.BytesIO()
    writer = kind.open(buffer, place)
    async for ideas in public_ideas(database, placed=kind.placed):
        await asyncio.to_thread(writer.add, ideas)
        yield _taken(buffer)
    await asyncio.to_thread(writer.finish)
    yield _taken(buffer)


def _taken(buffer: io.BytesIO) -> bytes:
    """What has been written since, and an empty buffer."""
    piece = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return piece


async def write_ideas(database: Database, kind: Kind, file: BinaryIO, place: Place) -> int:
    """Write all public ideas into a file; how many were read."""
    writer, count = kind.open(file, place), 0
    async for ideas in public_ideas(database, placed=kind.placed):
        writer.add(ideas)
        count += len(ideas)
    writer.finish()
    return count
