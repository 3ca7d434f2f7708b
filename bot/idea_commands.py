"""The command line's words about ideas: `python -m bot ideas …`."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from bot.app import load_sentence_model
from bot.ideas.exporting.formats import KINDS, Format, Place, write_ideas
from bot.ideas.likeness import Likeness
from bot.ideas.similar import NotALine, Similar
from bot.logs import set_up_logs
from bot.settings import read_settings
from bot.speaking import speak_utf_8, stop
from bot.texts import load_texts
from storage.database import Database

ideas_cli = typer.Typer(help="Die Ideen.", no_args_is_help=True)


@ideas_cli.callback()
def ideas() -> None:
    """Die Ideen."""


@ideas_cli.command("similar")
def ideas_similar(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Antworten als JSON.")] = False,
    stdin: Annotated[bool, typer.Option("--stdin", help="Zeilen von der Standardeingabe.")] = False,
) -> None:
    """Ähnliche Ideen finden: je Zeile {"new": Text, "ideas": [Texte]}, zurück die Reihenfolge und die ähnlichen."""
    set_up_logs(level="WARNING")
    if not (as_json and stdin):
        stop("Diesen Befehl gibt es nur für andere Programme:", ["python -m bot ideas similar --json --stdin"])
    speak_utf_8()
    similar = Similar(Likeness(load_sentence_model(read_settings().sentence_model)))
    failed = False
    for number, line in enumerate(sys.stdin, start=1):
        if line.strip():
            try:
                typer.echo(similar.answer(line))
            except NotALine as reason:
                failed = True
                typer.echo(f"Zeile {number}: {reason}.", err=True)
    if failed:
        raise typer.Exit(1)


@ideas_cli.command("export")
def ideas_export(
    kind: Annotated[Format, typer.Option("--format", help="Art der Datei.")],
    out: Annotated[Path, typer.Option("--out", help="Wohin.")],
) -> None:
    """Alle öffentlichen Ideen in eine Datei schreiben: csv, xlsx, geojson, decidim oder open311."""
    set_up_logs(level="WARNING")
    speak_utf_8()
    settings = read_settings()
    place = Place(base=settings.public_address, zone=settings.zone, texts=load_texts().of("de"))

    async def write(file: BinaryIO) -> int:
        database = Database(settings.database)
        try:
            await database.migrate()
            return await write_ideas(database, KINDS[kind], file, place)
        finally:
            await database.close()

    try:
        with out.open("wb") as file:
            count = asyncio.run(write(file))
    except OSError as error:
        stop("Die Datei lässt sich nicht schreiben:", [f"{out}: {error.strerror}"])
    typer.echo(f"{count} Ideen in {out}")
