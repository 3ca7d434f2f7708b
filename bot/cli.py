"""The command line: `python -m bot` runs everything, `ask` asks once, `knowledge` looks after the content."""

import asyncio
import json
import signal
import socket
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.answering.asking import as_data, as_text, converse
from bot.answering.asking import read_questions as read_asked
from bot.app import invite_from_here, load_answers, put_together
from bot.clock import SystemClock
from bot.conversation.personal import find_personal_data, redact
from bot.events.rehearsal_input import RehearsalError, read_script
from bot.events.rehearsing import rehearse as rehearse_events
from bot.idea_commands import ideas_cli
from bot.logs import set_up_logs
from bot.settings import Settings, SettingsError, read_settings
from bot.speaking import speak_utf_8, stop
from bot.team.arriving import invitation_link
from bot.team.rules import NotPossible
from bot.texts import load_texts
from bot.web.server import listen
from knowledge.ageing import Age, ageing
from knowledge.checking import check
from knowledge.evaluation.comparison import compare
from knowledge.evaluation.emergencies import print_heard, read_labelled
from knowledge.evaluation.paragraphs import measure_paragraphs, print_paragraphs
from knowledge.evaluation.printing import print_comparison, print_report, print_sides
from knowledge.evaluation.questions import missing_entries, read_questions
from knowledge.evaluation.scoring import evaluate
from knowledge.evaluation.training import train, write_record
from knowledge.loading import CONTENT, ContentError, load_library
from knowledge.search.finding import Search
from knowledge.search.meaning import load_model
from storage.database import password_in
from storage.errors import StorageError
from storage.staff import Role

cli = typer.Typer(
    help="Die Assistenz der Stadt Gera zur SMARTCity-Strategie.",
    invoke_without_command=True,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    add_completion=False,
)
_AGES = {
    Age.DUE: "Bald zu prüfen",
    Age.OVERDUE: "Überfällig, wird so gezeigt",
    Age.WITHDRAWN: "Zu lange überfällig, wird nicht mehr gezeigt",
}

staff_cli = typer.Typer(help="Das Team.", no_args_is_help=True)
cli.add_typer(staff_cli, name="staff")
cli.add_typer(ideas_cli, name="ideas")
knowledge_cli = typer.Typer(help="Die geprüften Einträge.", no_args_is_help=True)
cli.add_typer(knowledge_cli, name="knowledge")


def main() -> None:
    """Run the command that was typed. What a person can mend is said in sentences, with exit code 1."""
    try:
        cli()
    except SettingsError as error:
        stop("Die Einstellungen stimmen nicht:", error.sentences)
    except ContentError as error:
        stop("Die Einträge stimmen nicht:", [str(mistake) for mistake in error.mistakes])
    except StorageError as error:
        stop("Die Datenbank lässt sich nicht benutzen:", [str(error)])


@cli.callback()
def default(context: typer.Context) -> None:
    """Without a command: run."""
    if context.invoked_subcommand is None:
        run()


@cli.command()
def run() -> None:
    """Alles in einem Prozess: Telegram (mit Token), Browser-Chat, Aufräumen."""
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, _leave)  # the server takes them while it serves, and raises them again when it is done
    settings = read_settings()
    set_up_logs(_secrets(settings))
    listener = _listen(settings)
    if not settings.cache.is_dir():
        print("Der erste Start lernt aus den Einträgen und dauert etwa eine halbe Minute.", flush=True)
    app = put_together(settings, SystemClock(), load_answers(settings.cache, settings.sentence_model))
    _greet(settings)
    if not asyncio.run(app.run(listener, _invite_into_the_console)):
        raise typer.Exit(1)


@cli.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="Die Frage.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Die Antwort als JSON.")] = False,
    stdin: Annotated[bool, typer.Option("--stdin", help="Fragen von der Standardeingabe, eine je Zeile.")] = False,
) -> None:
    """Eine Frage stellen. Mit --stdin: je Zeile eine Frage oder eine JSON-Liste der Fragen einer Person."""
    set_up_logs(level="WARNING")
    if question is None and not stdin:
        stop("Bitte eine Frage angeben:", ['python -m bot ask "Was ist aus den Solarbänken geworden?"'])
    settings = read_settings()
    answers = load_answers(settings.cache, settings.sentence_model)
    today = _today()
    lines = (line.strip() for line in sys.stdin) if stdin else [question or ""]
    for line in lines:
        if line:
            for answer in converse(answers, read_asked(line), today):
                print(json.dumps(as_data(answer), ensure_ascii=False) if as_json else as_text(answer), flush=True)


@cli.command()
def guard(
    text: Annotated[str | None, typer.Argument(help="Der Text.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Die Fundstellen als JSON.")] = False,
    stdin: Annotated[bool, typer.Option("--stdin", help="Texte von der Standardeingabe, einer je Zeile.")] = False,
) -> None:
    """Persönliche Angaben in einem Text finden und schwärzen. Braucht weder Einstellungen noch Datenbank."""
    if text is None and not stdin:
        stop("Bitte einen Text angeben:", ['python -m bot guard "Ruft mich an: 0171 2345678"'])
    speak_utf_8()
    lines = (line.removesuffix("\n").removesuffix("\r") for line in sys.stdin) if stdin else [text or ""]
    for line in lines:
        found = find_personal_data(line)
        pieces = [{"kind": piece.kind, "start": piece.start, "end": piece.end} for piece in found]
        data = {"found": pieces, "redacted": redact(line, found)}
        print(json.dumps(data, ensure_ascii=False) if as_json else data["redacted"], flush=True)


@cli.command()
def rehearse(
    events: Annotated[Path, typer.Option(help="Die Termine: ein Kalender (.ics).")],
    subscriptions: Annotated[Path, typer.Option(help="Die Abos als JSON, siehe README.")],
    begin: Annotated[str, typer.Option("--from", help="Der erste Zeitpunkt, mit Abstand zu UTC.")],
    end: Annotated[str, typer.Option("--to", help="Der letzte Zeitpunkt.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Je Nachricht eine Zeile JSON.")] = False,
) -> None:
    """Zeigen, welche Nachrichten zu Terminen wann an wen gingen. Nichts davon wird gesendet."""
    set_up_logs(level="ERROR")
    speak_utf_8()
    zone = read_settings().zone
    try:
        script = read_script(events, subscriptions, begin, end, zone)
    except RehearsalError as error:
        stop("So lässt sich nichts proben:", error.sentences)
    for line in asyncio.run(rehearse_events(script, zone, load_texts())):
        print(json.dumps(line.as_data(), ensure_ascii=False) if as_json else line.as_text(), flush=True)


@knowledge_cli.command("check")
def knowledge_check(folder: Annotated[Path, typer.Argument(help="Der Ordner mit den Einträgen.")] = CONTENT) -> None:
    """Alle Fehler der Einträge auf einmal nennen, mit Datei und Zeile."""
    mistakes = check(folder, today=_today())
    for mistake in mistakes:
        print(mistake)
    if mistakes:
        print(f"{len(mistakes)} Fehler.")
        raise typer.Exit(1)
    print("Alle Einträge sind in Ordnung.")
    for age, entry in ageing(load_library(folder).entries.values(), _today()):
        print(f"{_AGES[age]}: {entry.id} (gültig bis {entry.valid_until}, {entry.owner})")


@knowledge_cli.command("evaluate")
def knowledge_evaluate(
    *,
    paragraphs: Annotated[
        Path | None,
        typer.Option(help="Stattdessen: Absätze finden, in einem Ordner mit entries.jsonl und queries.jsonl."),
    ] = None,
) -> None:
    """Wie gut die Suche ist: an den gekennzeichneten Fragen, mit und ohne Satzmodell, neben einfachen Verfahren."""
    set_up_logs(level="WARNING")
    settings = read_settings()
    cache = settings.cache
    if paragraphs is not None:
        model = load_model(settings.sentence_model)
        print(print_paragraphs(measure_paragraphs(paragraphs, model, cache=cache / "paragraphs")))
        return
    answers = load_answers(cache, settings.sentence_model)
    questions = read_questions()
    for text, wanted in missing_entries(questions, answers.library).items():
        print(f"Kein Eintrag für „{text}“: {', '.join(wanted)}", file=sys.stderr)
    report = evaluate(answers.library, answers.search, questions)
    print(f"meaning: {answers.search.meaning}\n")
    print(print_report(report))
    print(f"\n{print_heard(answers.alarm, read_labelled(), [question.text for question in questions])}")
    print("\non words alone, without the sentence model\n")
    alone = evaluate(answers.library, Search(answers.library, None, cache=cache), questions)
    print(print_sides(alone))
    for title, is_kept in (("tune", False), ("keep", True)):
        print(f"\nbeside plain searches, on the {title} part\n")
        chosen = [question for question in questions if question.keep is is_kept]
        print(print_comparison(compare(answers.library, report, alone, chosen)))


@knowledge_cli.command("train")
def knowledge_train() -> None:
    """Die Zahlen der Entscheidung neu anpassen, an den Fragen zum Anpassen, und mit ihren Ergebnissen aufschreiben."""
    set_up_logs(level="WARNING")
    settings = read_settings()
    model = load_model(settings.sentence_model)
    record = train(load_library(), model, read_questions(), today=_today(), cache=settings.cache)
    write_record(record)
    for name in ("with meaning", "on words alone"):
        for part, scores in record[name]["scores"].items():
            print(f"{name}, {part}: " + ", ".join(f"{figure} {values[0]:.3f}" for figure, values in scores.items()))


@staff_cli.command("invite")
def staff_invite(
    role: Annotated[Role, typer.Option(help="Die Rolle.")],
    name: Annotated[str, typer.Option(help="Wie andere im Team das Mitglied nennen: eine Stelle, keine Person.")],
) -> None:
    """Eine Einladung ins Team: 24 Stunden, für eine Person. Die Assistenz muss dafür nicht laufen."""
    set_up_logs(level="WARNING")
    settings = read_settings()
    try:
        secret = asyncio.run(invite_from_here(settings, SystemClock(), role, name))
    except NotPossible as refusal:
        stop("Das geht nicht:", [load_texts().of("de").say(f"hindrance.{refusal.reason}")])
    print("Das neue Mitglied öffnet die Assistenz in Telegram und schreibt ihr:")
    print(invitation_link(None, secret))
    if role is Role.ADMINISTRATOR and not settings.one_key:
        print("Gibt es schon eine Administration, muss sie zustimmen.")


def _listen(settings: Settings) -> socket.socket:
    try:
        return listen(settings.http_host, settings.http_port)
    except OSError as error:
        place = f"Port {settings.http_port} auf {settings.http_host}"
        stop(
            f"{place} lässt sich nicht öffnen ({error.strerror}).",
            ["Läuft die Assistenz schon? Ein anderer Port: GERABOT_HTTP_PORT=8081"],
        )


def _greet(settings: Settings) -> None:
    """Tell whoever started it what runs and where to look."""
    host = "localhost" if settings.http_host in {"127.0.0.1", "0.0.0.0", "::"} else settings.http_host  # noqa: S104
    if settings.telegram_token:
        print("Telegram ist eingeschaltet.")
    else:
        print("Ohne Telegram: GERABOT_TELEGRAM_TOKEN ist nicht gesetzt.")
    if settings.browser_chat:
        print(f"Bitte im Browser öffnen: http://{host}:{settings.http_port}/chat", flush=True)


def _invite_into_the_console(link: str) -> None:
    print(f"Zum Ausprobieren: die Konsole des Teams, dieser Link gilt einmal: {link}", flush=True)


def _today() -> date:
    return SystemClock().now().astimezone(read_settings().zone).date()


def _leave(_: int, __: object) -> None:
    raise SystemExit(0)


def _secrets(settings: Settings) -> list[str]:
    set_up = [secret.get_secret_value() for secret in (settings.telegram_token, settings.webhook_secret) if secret]
    password = password_in(settings.database)
    return [*set_up, password] if password else set_up
