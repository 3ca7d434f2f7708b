"""The README says what is true: its commands, its settings, its map of rooms."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from bot.cli import cli
from bot.settings import PREFIX, Settings
from knowledge.evaluation.questions import read_questions
from tests.ports import free_port
from tests.readme import README, commands

TEXT = README.read_text(encoding="utf-8")


def test_both_commands_are_one_line_each_and_install_by_hash():
    assert set(commands()) == {"run", "tests"}
    for command in commands().values():
        assert "\n" not in command
        assert "--require-hashes" in command


def test_the_pins_carry_no_address():
    for name in ("requirements.txt", "requirements-dev.txt"):
        assert "://" not in (README.parent / name).read_text()


def test_every_setting_is_explained():
    for field in Settings.model_fields:
        assert f"`{PREFIX}{field.upper()}`" in TEXT


def test_every_command_of_the_command_line_is_named():
    for command in cli.registered_commands:
        assert command.callback
        assert f"python -m bot {command.callback.__name__}" in TEXT


def test_every_room_that_is_named_exists():
    for path in re.findall(r"`((?:bot|knowledge|storage|tests)/[\w/.]*)`", TEXT):
        assert (README.parent / path).exists(), path


def test_the_main_job_starts_says_where_to_look_and_stops_in_time(learned: Path, tmp_path: Path):
    (tmp_path / "cache").symlink_to(learned, target_is_directory=True)
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    environment |= {f"{PREFIX}HTTP_PORT": str(port), f"{PREFIX}DATA_DIR": str(tmp_path)}
    program = subprocess.Popen(
        [sys.executable, "-m", "bot"], env=environment, cwd=README.parent, stdout=subprocess.PIPE, text=True
    )
    try:
        assert program.stdout
        assert "Ohne Telegram" in program.stdout.readline()
        assert f"http://localhost:{port}/chat" in program.stdout.readline()
        assert '"status":"ok"' in _health(port)
    finally:
        program.send_signal(signal.SIGTERM)
        started = time.monotonic()
        program.wait(timeout=10)
        program.stdout.close()
    assert time.monotonic() - started < 10
    assert program.returncode == 0


def _health(port: int) -> str:
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError("no answer from /health")


def test_the_figures_are_of_the_questions_that_are_there():
    questions = read_questions()
    hands = {question.hand for question in questions}
    kept = sum(question.keep for question in questions)
    assert f"{len(questions):,} labelled questions of {len(hands)} hands, of which {kept:,} are kept" in TEXT
