"""The command line's words about ideas: `python -m bot ideas …`."""

import sys
from typing import Annotated

import typer

from bot.app import load_sentence_model
from bot.ideas.likeness import Likeness
from bot.ideas.similar import NotALine, Similar
from bot.logs import set_up_logs
from bot.settings import read_settings
from bot.speaking import speak_utf_8, stop

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
