"""What is wrong between us and Telegram, as health shows it and the log tells it: its beginning and its end."""

from collections.abc import Callable
from functools import partial

import structlog

log = structlog.get_logger()

Noticed = Callable[[str | None], None]
"""Told after a contact with Telegram: what is wrong, or None."""


class Troubles:
    """Collects what those who speak with Telegram notice, each under a name of its own, so that one who is well does
    not hide that another is not."""

    def __init__(self) -> None:
        self._now: dict[str, str] = {}

    @property
    def now(self) -> str | None:
        """What is wrong; None when all is well."""
        return next(iter(self._now.values()), None)

    def of(self, name: str) -> Noticed:
        """Whom one of them tells."""
        return partial(self._notice, name)

    def _notice(self, name: str, trouble: str | None) -> None:
        if trouble and name not in self._now:
            log.warning("telegram_trouble", of=name, reason=trouble)
        if trouble:
            self._now[name] = trouble
        elif self._now.pop(name, None):
            log.info("telegram_trouble_over", of=name)
