"""`python -m bot ideas similar` as another program meets it: one line in, one line out."""

import json
import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parent.parent.parent


def similar(folder: Path, *words: str) -> subprocess.Popen[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(HOUSE),
        "LC_ALL": "C",
        "GERABOT_SENTENCE_MODEL": "none",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "ideas", "similar", *words],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        cwd=folder, env=environment,
    )  # fmt: skip


def test_each_line_gets_its_answer_as_it_comes(tmp_path: Path):
    ideas = ["Mehr Parkplätze", "Sitzbänke an der Elster", "Licht an der Elster"]
    with similar(tmp_path, "--json", "--stdin") as program:
        assert program.stdin
        assert program.stdout
        for new, wanted in (("Bank am Fluss zum Ausruhen", [1]), ("zu wenig parkplaetze", [0]), ("Kino", [])):
            program.stdin.write(json.dumps({"new": new, "ideas": ideas}) + "\n")
            program.stdin.flush()
            answer = json.loads(program.stdout.readline())
            assert answer["similar"] == wanted
            assert sorted(number for number, _ in answer["ranking"]) == [0, 1, 2]
        assert program.communicate(timeout=60) == ("", "")
    assert program.returncode == 0
    assert not list(tmp_path.iterdir())


def test_bad_lines_are_named_and_the_good_ones_answered(tmp_path: Path):
    lines = ["Bank", '{"new": 3, "ideas": []}', '{"new": "a", "ideas": "b"}', '{"new": "a", "ideas": []}', "", "[1]"]
    with similar(tmp_path, "--json", "--stdin") as program:
        said, complaints = program.communicate("\n".join(lines) + "\n", timeout=60)
    assert said == '{"ranking": [], "similar": []}\n'
    assert program.returncode == 1
    assert [line.partition(":")[0] for line in complaints.splitlines()] == ["Zeile 1", "Zeile 2", "Zeile 3", "Zeile 6"]
    assert "kein JSON" in complaints
    assert "„new“ fehlt" in complaints
    assert "„ideas“ fehlt" in complaints


def test_without_its_words_it_says_how_to_ask(tmp_path: Path):
    with similar(tmp_path) as program:
        said, complaints = program.communicate(timeout=60)
    assert (program.returncode, said) == (1, "")
    assert "ideas similar --json --stdin" in complaints
