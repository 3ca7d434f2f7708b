"""Logs: one line an event, and no secret in any of them, whoever wrote the line and however it went wrong."""

import io
import json
import logging
import subprocess
import sys
import textwrap
from urllib.parse import quote

import pytest
import structlog

from bot.cli import _secrets
from bot.logs import WithoutSecrets
from bot.settings import Settings

TOKEN = "4839574812:AAFakeTokenOfTheTownOfGera-00000000"
SECRET = "a-secret-of-the-webhook-0001"


def run(body: str, level: str = "DEBUG") -> str:
    """What a program writes to standard error that sets its logs up first."""
    program = f"""
import logging, structlog
from bot.logs import set_up_logs
set_up_logs([{TOKEN!r}, {SECRET!r}], {level!r})
{textwrap.dedent(body)}
"""
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=30)
    assert done.stdout == ""
    return done.stderr


def test_every_event_is_one_line_of_json_with_level_time_and_origin():
    written = run("""
    structlog.get_logger("ours").info("hello", number=1, words="eins\\nzwei\\x1b[31m")
    logging.getLogger("theirs").warning("of a library: %s", "drei\\n{'event': 'forged'}")
    """)
    first, second = (json.loads(line) for line in written.splitlines())
    assert (first["event"], first["number"], first["level"], first["logger"]) == ("hello", 1, "info", "ours")
    assert (second["level"], second["logger"]) == ("warning", "theirs")
    assert {"timestamp"} <= set(first) & set(second)
    assert "\x1b" not in written


def test_no_secret_is_in_a_line_whoever_wrote_it():
    written = run(f"""
    token, secret = {TOKEN!r}, {SECRET!r}
    log = structlog.get_logger()
    log.info(token, url=f"https://api.telegram.org/bot{{token}}/getMe", inside={{"deep": [secret, {{"er": token}}]}})
    log.debug("x", **{{"key" + secret.replace("-", "_"): secret}})
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/bot%s/sendMessage", token)
    logging.getLogger("x").debug("%r", {{"secret_token": secret}})
    try:
        raise ValueError(f"https://api.telegram.org/bot{{token}}/x") from KeyError(secret)
    except ValueError:
        log.exception("failed", token=token)
        logging.getLogger("x").exception("of a library")
    """)
    assert TOKEN not in written
    assert SECRET not in written
    assert written.count("[secret]") >= 9
    assert all(json.loads(line) for line in written.splitlines())


def test_a_token_in_an_address_is_found_too_when_its_colon_is_written_otherwise():
    written = run(f"""
    structlog.get_logger().info("x", url="https://api.telegram.org/bot{quote(TOKEN, safe="")}/getMe")
    """)
    assert TOKEN.partition(":")[2] not in written


def test_a_traceback_of_a_bug_is_in_its_line():
    written = run("""
    try:
        1 / 0
    except ZeroDivisionError:
        structlog.get_logger().exception("turn_failed", number="1f")
    """)
    (line,) = written.splitlines()
    assert "ZeroDivisionError" in json.loads(line)["exception"]
    assert json.loads(line)["number"] == "1f"


def test_at_the_usual_level_the_libraries_are_quiet():
    written = run(
        """
        for name in ("apscheduler.scheduler", "uvicorn.error", "alembic.runtime", "asyncio", "sse_starlette.sse"):
            logging.getLogger(name).info("chatter")
            logging.getLogger(name).debug("chatter")
            logging.getLogger(name).error("trouble")
        structlog.get_logger().debug("detail")
        structlog.get_logger().info("news")
        """,
        level="INFO",
    )
    assert "chatter" not in written
    assert "detail" not in written
    assert written.count("trouble") == 5
    assert written.count("news") == 1


def test_libraries_that_tell_names_and_words_are_heard_only_when_something_is_wrong():
    written = run("""
    for name in ("telegram.Bot", "aiosqlite", "sqlalchemy.engine.Engine", "psycopg.pool", "aiohttp.client"):
        logging.getLogger(name).debug("Ann schreibt: quittengelee")
        logging.getLogger(name).info("Ann schreibt: quittengelee")
        logging.getLogger(name).warning("trouble")
    """)
    assert "quittengelee" not in written
    assert written.count("trouble") == 5


def test_nothing_secret_means_nothing_blackened():
    handler = logging.StreamHandler(out := io.StringIO())
    handler.setFormatter(WithoutSecrets(["", ""], colours=False))
    handler.handle(logging.LogRecord("x", logging.INFO, "x", 1, "Guten Tag", None, None))
    assert json.loads(out.getvalue())["event"] == "Guten Tag"


@pytest.mark.parametrize("colours", [True, False])
def test_on_a_terminal_no_secret_is_seen_either(colours):
    handler = logging.StreamHandler(out := io.StringIO())
    handler.setFormatter(WithoutSecrets([TOKEN], colours=colours))
    handler.handle(logging.LogRecord("x", logging.INFO, "x", 1, f"bot{TOKEN}/getMe", None, None))
    assert TOKEN not in out.getvalue()
    assert "[secret]" in out.getvalue()


@pytest.mark.parametrize("colours", [True, False])
def test_a_traceback_shows_no_variable_with_a_secret_or_with_what_a_resident_wrote(colours):
    handler = logging.StreamHandler(out := io.StringIO())
    handler.setFormatter(WithoutSecrets([TOKEN], colours=colours))

    def fail(url: str, text: str) -> None:
        parts = [url[:25], url[25:], text]
        raise ZeroDivisionError(len(parts))

    street = "Quitten" + "gasse"  # so that the word stands in no line of this file
    try:
        fail(f"https://api.telegram.org/bot{TOKEN}/getMe", street)
    except ZeroDivisionError:
        handler.handle(logging.LogRecord("x", logging.ERROR, "x", 1, "turn_failed", None, sys.exc_info()))
    written = out.getvalue()
    assert "ZeroDivisionError" in written
    assert "in fail" in written
    assert "Quittengasse" not in written
    assert not [part for part in (TOKEN[:12], TOKEN[11:20], TOKEN[-12:]) if part in written]


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://gera:p%40ss-of-the-town@db:5432/gera",
        "postgresql://gera@db/gera?password=p%40ss-of-the-town",
        "postgres+psycopg://gera:p%40ss-of-the-town@db/gera",
    ],
)
def test_the_password_of_the_database_is_a_secret_too(address):
    settings = Settings(_env_file=None, telegram_token=TOKEN, database_url=address)
    assert _secrets(settings) == [TOKEN, "p@ss-of-the-town"]
    formatter = WithoutSecrets(_secrets(settings), colours=False)
    line = formatter.format(logging.LogRecord("x", logging.ERROR, "x", 1, f"cannot reach {address}", None, None))
    assert "of-the-town" not in line


def test_a_database_without_a_password_has_no_secret(tmp_path):
    assert _secrets(Settings(_env_file=None, telegram_token=None, data_dir=tmp_path)) == []


def test_setting_up_twice_writes_no_line_twice():
    assert run("set_up_logs(); structlog.get_logger().info('once')").count("once") == 1


def test_this_module_leaves_the_logs_of_the_tests_alone():
    assert not any(isinstance(handler.formatter, WithoutSecrets) for handler in logging.getLogger().handlers)
    assert structlog.is_configured()
