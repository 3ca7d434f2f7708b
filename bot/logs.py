"""Logs: one line an event, as JSON or for a terminal, without a secret in it, whoever wrote it."""

import logging
import sys
from collections.abc import Sequence
from urllib.parse import quote

import structlog


class WithoutSecrets(structlog.stdlib.ProcessorFormatter):
    """Blackens secrets in every finished line, tracebacks and the lines of libraries included."""

    def __init__(self, secrets: Sequence[str], colours: bool) -> None:
        finishing: list[structlog.types.Processor] = (
            [structlog.dev.ConsoleRenderer(colors=True, exception_formatter=structlog.dev.plain_traceback)]
            if colours  # the usual formatter shows every variable: what people wrote, and secrets cut into pieces
            else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        )
        super().__init__(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *finishing],
            foreign_pre_chain=_common(),
        )
        self._secrets = [form for secret in secrets if secret for form in {secret, quote(secret, safe="")}]

    def format(self, record: logging.LogRecord) -> str:
        """The finished line."""
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        return line


def set_up_logs(secrets: Sequence[str] = (), level: str = "INFO") -> None:
    """Send all logs, ours and the libraries', to standard error in one form. Call once, before anything logs."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(WithoutSecrets(secrets, colours=sys.stderr.isatty()))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("apscheduler", "uvicorn.error", "alembic", "asyncio", "sse_starlette"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level) if level != "DEBUG" else level)
    for telltale in (
        "telegram",
        "aiosqlite",
        "sqlalchemy",
        "psycopg",
        "aiohttp",
    ):  # in detail they name people and words
        logging.getLogger(telltale).setLevel(max(logging.WARNING, root.level))
    structlog.configure(
        processors=[*_common(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _common() -> list[structlog.types.Processor]:
    return [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
