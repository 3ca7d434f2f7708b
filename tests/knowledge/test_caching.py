"""A cache that cannot be used is never a fault, and its log line says which file and why."""

import logging
from pathlib import Path

import numpy as np
import pytest

from knowledge.search.caching import keep, kept

TABLE = np.ones((2, 3))


def test_a_damaged_table_is_named(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    file = tmp_path / "meanings-mark.npy"
    file.write_bytes(b"no table")
    with caplog.at_level(logging.WARNING):
        assert kept(tmp_path, "meanings", "mark", rows=2) is None
    (record,) = caplog.records
    assert str(file) in record.getMessage()


def test_why_a_table_could_not_be_kept_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    (tmp_path / "cache").write_text("a file where the folder should be")
    with caplog.at_level(logging.WARNING):
        keep(tmp_path / "cache", "meanings", "mark", TABLE)
    (record,) = caplog.records
    assert "File exists" in record.getMessage()


def test_what_was_kept_comes_back(tmp_path: Path):
    keep(tmp_path, "meanings", "mark", TABLE)
    assert np.array_equal(kept(tmp_path, "meanings", "mark", rows=2), TABLE)
