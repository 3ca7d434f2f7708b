"""Who may import whom is written in pyproject.toml; here it is checked, and the check itself is put to the test."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.api import read_configuration

from tests.contracts.sources import HOUSE, ROOMS, parsed

LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
OFFENCES = {
    "bot/clock.py": "import bot.conversation",
    "bot/people/flow.py": "import bot.answering.cards",
    "knowledge/entries.py": "import bot.texts",
    "knowledge/loading.py": "import storage.people",
    "storage/people.py": "import knowledge.entries",
    "bot/conversation/words.py": "import telegram",
    "bot/answering/flow.py": "import starlette",
    "bot/telegram/face.py": "import uvicorn",
    "bot/app.py": "from apscheduler.schedulers import asyncio",
    "bot/people/retention.py": "from sqlalchemy import select",
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT], cwd=folder, capture_output=True, text=True, check=False, timeout=60,
        env={"PYTHONPATH": str(folder), "PATH": "", "COLUMNS": "400"},
    )  # fmt: skip


def test_everybody_imports_only_whom_they_may():
    linted = lint(HOUSE)
    assert linted.returncode == 0, linted.stdout
    assert "0 broken" in linted.stdout


def test_every_contract_notices_who_breaks_it(tmp_path: Path):
    left_out = shutil.ignore_patterns("__pycache__", "content", "static")
    for room in ROOMS:
        shutil.copytree(HOUSE / room, tmp_path / room, ignore=left_out)
    shutil.copy(HOUSE / "pyproject.toml", tmp_path)
    for name, offence in OFFENCES.items():
        path = tmp_path / name
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{offence}\n", encoding="utf-8")
    linted = lint(tmp_path)
    assert linted.returncode == 1, linted.stderr
    contracts = read_configuration(str(HOUSE / "pyproject.toml"))["contracts_options"]
    assert f"0 kept, {len(contracts)} broken" in linted.stdout
    for name in OFFENCES:
        assert name.removesuffix(".py").replace("/", ".") in linted.stdout


@pytest.mark.parametrize("room", ROOMS)
def test_a_package_says_in_its_first_lines_what_it_is_for(room):
    for name, tree in parsed(room):
        if not name.startswith("storage/migrations/versions") or name.endswith("__init__.py"):
            assert ast.get_docstring(tree), name


def test_storage_functions_never_commit():
    """The caller joins several in one transaction; only `database.py` ends one."""
    for name, tree in parsed("storage", "bot", "knowledge"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in {"commit", "rollback"}:
                assert name == "storage/database.py", f"{name}:{node.lineno}"
