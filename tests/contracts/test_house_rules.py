"""Rules about every line: one clock, files of one subject, no word of the machines we work on."""

import ast
import re

import pytest

from tests.contracts.sources import HOUSE, ROOMS, parsed, python, texts

LONGEST_FILE = 300
NOW = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time"),
    ("time", "localtime"), ("time", "gmtime"), ("time", "time_ns"),
}  # fmt: skip
MACHINES = re.compile(
    r"/wor[k]/|/op[t]/|/roo[t]/|/hom[e]/(?!runner)|/User[s]/|[A-Z]:\\\\User[s]"
    r"|--(?:extra-)?inde[x]-url|--find-link[s]|--trusted-hos[t]|inde[x]_url|pip\.con[f]|/simpl[e]/?$|pypi\.or[g]"
)
"""Paths of one machine, and registries; written so that this line does not find itself."""
SECRETS = re.compile(r"\b\d{8,12}:AA[A-Za-z0-9_-]{30,}\b|-----BEGI[N] [A-Z ]*PRIVATE KEY|gh[pousr]_[A-Za-z0-9]{30,}")
PIN = re.compile(r"[a-z0-9][\w.-]*(?:\[[\w,-]+\])?==\S+|--hash=sha256:[0-9a-f]{64}$")
INVENTED = ("AAFakeToken",)


def test_nobody_but_the_clock_looks_at_the_time():
    seen = [
        f"{name}:{node.lineno}"
        for name, tree in parsed(*ROOMS)
        if name != "bot/clock.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and (_last_name(node.value), node.attr) in NOW
    ]
    assert seen == []


def test_nobody_imports_the_time_of_day_by_another_name():
    seen = [
        f"{name}:{node.lineno}"
        for name, tree in parsed(*ROOMS)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "time"
        if any(alias.name.startswith("time") for alias in node.names)
    ]
    assert seen == []


@pytest.mark.parametrize("folder", [*ROOMS, "tests"])
def test_every_file_has_one_subject(folder):
    lengths = {path.relative_to(HOUSE): len(path.read_bytes().splitlines()) for path in python(folder)}
    long = {str(path) for path, lines in lengths.items() if lines > LONGEST_FILE}
    assert long == set()


def test_no_line_names_a_machine_of_ours_or_a_registry():
    seen = [
        f"{name}:{number}: {found.group()}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if (found := MACHINES.search(line)) and not name.startswith("requirements")
    ]
    assert seen == []


def test_pins_name_packages_and_hashes_and_no_address():
    for name, text in texts():
        if name.startswith("requirements"):
            lines = [line.strip(" \\") for line in text.splitlines() if line.strip() and not line.startswith("#")]
            assert [line for line in lines if not PIN.match(line)] == [], name


def test_no_secret_lies_in_the_repository():
    seen = [
        f"{name}: {found.group()[:12]}…"
        for name, text in texts()
        for found in SECRETS.finditer(text)
        if not any(mark in found.group() for mark in INVENTED)
    ]
    assert seen == []


def test_nothing_is_printed_but_by_the_command_line():
    seen = [
        f"{name}:{node.lineno}"
        for name, tree in parsed(*ROOMS)
        if name != "bot/cli.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert seen == []


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
