"""`python -m bot ideas export`: every format, from an empty database and into a place that cannot be written."""

import json
import os
import subprocess
import sys
from pathlib import Path

from openpyxl import load_workbook

from bot.ideas.exporting.formats import Format


def export(folder: Path, kind: str, out: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GERABOT_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "bot", "ideas", "export", "--format", kind, "--out", str(out)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_every_format_is_written(tmp_path: Path):
    for kind in Format:
        done = export(tmp_path, kind, tmp_path / f"out.{kind}")
        assert done.returncode == 0, done.stderr
        assert "0 Ideen" in done.stdout
    assert json.loads((tmp_path / "out.geojson").read_text()) == {"type": "FeatureCollection", "features": []}
    assert json.loads((tmp_path / "out.open311").read_text()) == []
    (tmp_path / "out.xlsx").rename(tmp_path / "ideas.xlsx")
    assert load_workbook(tmp_path / "ideas.xlsx").active.max_row == 1


def test_what_cannot_be_written_is_said(tmp_path: Path):
    done = export(tmp_path, "csv", tmp_path / "nowhere" / "out.csv")
    assert done.returncode == 1
    assert "Die Datei lässt sich nicht schreiben" in done.stderr
    assert export(tmp_path, "docx", tmp_path / "out").returncode != 0
