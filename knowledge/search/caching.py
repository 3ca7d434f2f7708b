"""Tables that take seconds to make, kept in a folder between starts. No cache, or a damaged one, is never a fault."""

import logging
import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

log = logging.getLogger(__name__)

Table = NDArray[Any]


def kept(cache: Path | None, name: str, mark: str, *, rows: int) -> Table | None:
    """The table that was kept under this name for exactly this content (`mark`), or None."""
    if cache is None:
        return None
    file = cache / f"{name}-{mark}.npy"
    try:
        stored: Table = np.load(file, allow_pickle=False)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, EOFError):
        log.warning("a cached table is damaged and will be made anew: %s", file)
        return None
    return stored if stored.ndim == 2 and stored.shape[0] == rows else None  # noqa: PLR2004 - a table


def keep(cache: Path | None, name: str, mark: str, table: Table) -> None:
    """Write beside and rename, so that two starting replicas never read half a file; older tables of the name go."""
    if cache is None:
        return
    file = cache / f"{name}-{mark}.npy"
    try:
        cache.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(f".{os.getpid()}.tmp")
        with beside.open("wb") as out:
            np.save(out, table)
        beside.replace(file)
        for old in cache.glob(f"{name}-*.npy"):
            if old != file:
                old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("a table could not be cached: %s", error)
