"""The command line as a person or another program meets it: words, exit codes, and the JSON of `ask`."""

import json
import logging
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import structlog

from bot.answering.answers import AnswerKind
from bot.cli import main
from tests.knowledge.folders import BENCHES

HOUSE = Path(__file__).parent.parent
BENCH = "was ist aus den solarbänken geworden"
QUESTIONS = [
    BENCH,
    json.dumps(["was sind die solarbänke", "und wo stehen die?"], ensure_ascii=False),
    "",
    "wie hoch ist der eiffelturm in metern",
    "hilfe es brennt",
    "danke schön",
    "wann wird meine mülltonne abgeholt",
    "what happened to the solar benches?",
    "[kein json",
    '["nicht nur", 7]',
    *("kosten", "solar", "daten", "wohnen", "zukunft", "geld", "licht"),
]
ANSWERED = len(QUESTIONS)  # the list has two questions in it, the empty line none

Said = subprocess.CompletedProcess[str]


def call(*words: str, stdin: str = "", folder: Path = HOUSE, **environment: str) -> Said:
    """Run it as a person does."""
    clean = {name: value for name, value in os.environ.items() if not name.upper().startswith("GERABOT_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        input=stdin, capture_output=True, text=True, timeout=400, check=False, cwd=folder,
        env={**clean, "PYTHONPATH": str(folder), "PYTHONWARNINGS": "error", "COLUMNS": "200", **environment},
    )  # fmt: skip


@pytest.fixture(scope="module")
def cache(learned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which what takes long has been worked out."""
    data = tmp_path_factory.mktemp("data")
    (data / "cache").symlink_to(learned, target_is_directory=True)
    return data


@pytest.fixture(scope="module")
def called(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Future[Said]]]:
    """The calls that need a process of their own. Each loads the whole program: the first fills the cache of the
    others, which go two at a time."""
    folder = tmp_path_factory.mktemp("called")
    with socket.create_server(("127.0.0.1", 0)) as taken, ThreadPoolExecutor(2) as pool:
        data = {"GERABOT_DATA_DIR": str(cache)}
        port, database = str(taken.getsockname()[1]), a_newer_database(folder)
        first = pool.submit(call, "ask", "--json", "--stdin", stdin="\n".join(QUESTIONS) + "\n", **data)
        others = {
            "start": pool.submit(call, "ask", BENCH, folder=a_broken_house(folder), **data),
            "port": pool.submit(call, "run", GERABOT_HTTP_PORT=port, **data),
        }
        first.result()
        yield {
            "json": first,
            "newer": pool.submit(call, "run", GERABOT_HTTP_PORT="0", GERABOT_DATABASE_URL=database, **data),
            **others,
        }


@pytest.fixture
def types(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Iterator[Callable[..., Said]]:
    """Types a command in this process; the logs of the tests are put back afterwards."""
    root, configured = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    monkeypatch.chdir(tmp_path)

    def type_in(*words: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["bot", *words])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return subprocess.CompletedProcess(words, int(left.value.code or 0), said.out, said.err)

    yield type_in
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**configured)


def a_broken_folder(folder: Path) -> Path:
    """A folder of content in which several things are wrong."""
    content = folder / "content"
    (content / "pilots").mkdir(parents=True)
    (content / "topics.yaml").write_text("pilots: {de: Pilotprojekte, en: Pilot projects}\n")
    (content / "sources.yaml").write_text('S61: {title: "Stadt Gera", address: "ftp://gera.de", date: "17.03.2022"}\n')
    (content / "pilots" / "benches.md").write_text(BENCHES.replace("kind: answer", "kind: nothing"))
    (content / "pilots" / "cut.md").write_text(BENCHES[:300])
    return content


def a_newer_database(folder: Path) -> str:
    """The address of a database that a later program has written."""
    with closing(sqlite3.connect(folder / "newer.sqlite3")) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    return f"sqlite:///{folder / 'newer.sqlite3'}"


def a_broken_house(folder: Path) -> Path:
    """The whole program with one entry spoiled."""
    house = folder / "house"
    for part in ("bot", "knowledge", "storage"):
        shutil.copytree(HOUSE / part, house / part, ignore=shutil.ignore_patterns("__pycache__"))
    entry = sorted((house / "knowledge" / "content").glob("*/*.md"))[0]
    entry.write_text(entry.read_text(encoding="utf-8").replace("kind:", "sort:", 1), encoding="utf-8")
    return house


@pytest.fixture(scope="module")
def lines(called) -> list[dict]:
    said = called["json"].result()
    assert (said.returncode, said.stderr) == (0, "")
    return [json.loads(line) for line in said.stdout.splitlines()]


def test_every_question_gets_one_line_of_json_in_its_order(lines):
    assert len(lines) == ANSWERED
    assert [line["entry"] for line in lines[:3]] == ["solar-benches", "solar-benches", "solar-benches-place"]
    assert lines[3]["kind"] in {"unknown", "choices"}
    assert [line["kind"] for line in lines[4:7]] == ["emergency", "smalltalk", "unknown"]


def test_the_fields_are_exactly_those_that_were_promised(lines):
    for line in lines:
        assert list(line) == ["kind", "entry", "text", "score", "choices"]
        assert line["kind"] in set(AnswerKind)
        assert isinstance(line["text"], str)
        assert line["text"].strip()
        assert 0 <= line["score"] <= 1
        assert (line["entry"] is not None) == (line["kind"] in {"answer", "smalltalk"})
        assert bool(line["choices"]) == (line["kind"] == "choices")
        for choice in line["choices"]:
            assert list(choice) == ["entry", "text"]
            assert choice["entry"]
            assert choice["text"] in line["text"]
    assert {AnswerKind.ANSWER, AnswerKind.EMERGENCY, AnswerKind.SMALLTALK, AnswerKind.UNKNOWN} <= {
        line["kind"] for line in lines
    }


def test_a_choice_names_its_entries(lines):
    choices = [line for line in lines if line["kind"] == "choices"]
    assert choices, "no question of this test is vague enough any more: add one"
    assert all(len({choice["entry"] for choice in line["choices"]}) == len(line["choices"]) for line in choices)


def test_a_follow_up_is_read_with_the_question_before_it(lines):
    assert "Hauptbahnhof" in lines[2]["text"]


def test_what_looks_like_json_and_is_none_is_a_question(lines):
    assert lines[8]["text"]
    assert lines[9]["text"]


def test_the_text_is_what_a_person_reads_with_source_and_day(types, lines, cache, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GERABOT_DATA_DIR", str(cache))
    said = types("ask", BENCH)
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.strip() == lines[0]["text"]
    assert "Quelle: " in said.stdout
    assert "Geprüft am " in said.stdout
    assert "<" not in said.stdout


def test_ask_without_a_question_says_how_to_ask(types):
    said = types("ask")
    assert said.returncode == 1
    assert said.stdout == ""
    assert 'python -m bot ask "' in said.stderr


def test_good_entries_are_called_good(types):
    said = types("knowledge", "check")
    assert said.stdout == "Alle Einträge sind in Ordnung.\n"
    assert said.returncode == 0


def test_bad_entries_are_named_all_at_once_with_file_and_line(types, tmp_path: Path):
    said = types("knowledge", "check", str(a_broken_folder(tmp_path)))
    assert said.returncode == 1
    mistakes = said.stdout.splitlines()[:-1]
    assert said.stdout.splitlines()[-1] == f"{len(mistakes)} Fehler."
    named = {Path(mistake.split(":")[0]).name for mistake in mistakes}
    assert named == {"sources.yaml", "benches.md", "cut.md"}
    assert all(int(mistake.split(":")[1]) >= 1 for mistake in mistakes)
    assert all(mistake.endswith(".") for mistake in mistakes)


def test_with_a_bad_entry_nothing_starts_and_the_entry_is_named(called):
    said = called["start"].result()
    assert (said.returncode, said.stdout) == (1, "")
    first, *mistakes = said.stderr.splitlines()
    assert first == "Die Einträge stimmen nicht:"
    assert mistakes
    assert all(".md:" in mistake for mistake in mistakes)
    assert "Traceback" not in said.stderr


def test_wrong_settings_are_said_all_at_once(types, monkeypatch: pytest.MonkeyPatch):
    for name, value in {"HTTP_PORT": "achtzig", "TIME_ZONE": "x", "OLD": "1"}.items():
        monkeypatch.setenv(f"GERABOT_{name}", value)
    said = types("run")
    assert (said.returncode, said.stdout) == (1, "")
    first, *sentences = said.stderr.splitlines()
    assert first == "Die Einstellungen stimmen nicht:"
    assert [sentence.split()[1] for sentence in sentences] == [
        "GERABOT_OLD", "GERABOT_HTTP_PORT", "GERABOT_TIME_ZONE",
    ]  # fmt: skip


def test_a_command_that_is_not_there_is_refused(types):
    said = types("nonsense")
    assert said.returncode == 2
    assert "nonsense" in said.stderr
    assert "Traceback" not in said.stderr


def test_help_names_every_command(types):
    said = types("--help")
    assert said.returncode == 0
    assert all(command in said.stdout for command in ("run", "ask", "knowledge"))


def test_a_port_that_is_taken_is_said_in_a_sentence(called):
    said = called["port"].result()
    assert said.returncode == 1
    assert "Traceback" not in said.stderr
    assert any("Port" in line and not line.startswith("{") for line in said.stderr.splitlines())
    assert "Bitte im Browser öffnen" not in said.stdout


def test_a_database_of_a_newer_program_is_said_in_a_sentence(called):
    said = called["newer"].result()
    assert said.returncode == 1
    assert said.stderr.splitlines()[-2:] == [
        "Die Datenbank lässt sich nicht benutzen:",
        "- Die Datenbank hat den Stand 9999, den dieses Programm nicht kennt.",
    ]
    assert "Traceback" not in said.stderr


def test_a_sentence_model_that_is_not_there_is_said_in_a_sentence(types, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GERABOT_SENTENCE_MODEL", "nowhere:Model")
    said = types("ask", "was ist das cockpit")
    assert said.returncode == 1
    assert "GERABOT_SENTENCE_MODEL: „nowhere:Model“ lässt sich nicht laden" in said.stderr


def test_an_invitation_is_printed_while_nothing_runs_and_only_its_hash_is_stored(types, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("GERABOT_DATA_DIR", str(tmp_path))
    said = types("staff", "invite", "--role", "editor", "--name", "Pressestelle")
    assert said.returncode == 0, said.stderr
    code = said.stdout.splitlines()[1]
    assert re.fullmatch(r"/start team-[\w-]{32}", code)
    with closing(sqlite3.connect(tmp_path / "gerabot.sqlite3")) as connection:
        rows = connection.execute("SELECT * FROM invitation").fetchall()
    assert len(rows) == 1
    assert code.removeprefix("/start team-") not in str(rows)


def test_an_invitation_that_cannot_be_is_refused_in_a_sentence(types, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("GERABOT_DATA_DIR", str(tmp_path))
    said = types("staff", "invite", "--role", "editor", "--name", "x")
    assert said.returncode == 1
    assert "2 bis 40 Zeichen" in said.stderr
    assert types("staff", "invite", "--role", "boss", "--name", "Pressestelle").returncode == 2
