"""`python -m bot guard` as another program meets it: one line in, one line out, nothing set up."""

import json
import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parent.parent.parent


def guard(folder: Path, *words: str) -> subprocess.Popen[str]:
    """It runs, in an empty folder and with a setting that every other command would refuse."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(HOUSE),
        "LC_ALL": "C",
        "GERABOT_OLD": "refused elsewhere",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "guard", *words],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        cwd=folder, env=environment,
    )  # fmt: skip


def test_each_text_gets_its_line_as_it_comes_and_nothing_has_to_be_set_up(tmp_path: Path):
    answers = []
    with guard(tmp_path, "--json", "--stdin") as program:
        assert program.stdin
        assert program.stdout
        for text in ("Grüße! 0171 2345678", "", " Öffnet ihr um 9?"):
            program.stdin.write(f"{text}\n")
            program.stdin.flush()
            answers.append(json.loads(program.stdout.readline()))
        rest, complaints = program.communicate(timeout=60)
    assert (program.returncode, rest, complaints) == (0, "", "")
    assert answers == [
        {"found": [{"kind": "phone", "start": 7, "end": 19}], "redacted": "Grüße! [Telefonnummer]"},
        {"found": [], "redacted": ""},
        {"found": [], "redacted": " Öffnet ihr um 9?"},
    ]
    assert not list(tmp_path.iterdir())


def test_one_text_is_blacked_out_and_without_one_it_says_how_to_ask(tmp_path: Path):
    with guard(tmp_path, "Schreibt mir: a@web.de") as program:
        assert program.communicate(timeout=60) == ("Schreibt mir: [E-Mail-Adresse]\n", "")
    with guard(tmp_path) as program:
        said, complaints = program.communicate(timeout=60)
    assert (program.returncode, said) == (1, "")
    assert 'python -m bot guard "' in complaints
