"""The assistant as a process: started, asked how it is, stopped, killed, started again on the same data."""

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol, Self

import aiohttp

from tests.ports import free_port

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
SECRET = "the-secret-of-the-webhook-0123456789"
KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT")
"""All that the assistant gets of our own environment."""


class Running(Protocol):
    """A process that was started."""

    pid: int

    async def wait(self) -> int:
        """Its exit code, when it is gone."""


class Launcher(Protocol):
    """A way to start the assistant. `kept` is where meanings are kept from one start to the next, if anywhere."""

    kept: Path | None

    async def launch(self, environment: Mapping[str, str], folder: Path, output: Path) -> Running:
        """Start it in this folder; what it prints goes to the end of `output`."""


class Command:
    """Starts `python -m bot` (or another module) as anybody would."""

    def __init__(self, module: str = "bot", kept: Path | None = None) -> None:
        self.words = (sys.executable, "-m", module)
        self.kept = kept

    async def launch(self, environment: Mapping[str, str], folder: Path, output: Path) -> Running:
        """Start it."""
        with output.open("ab") as file:
            return await asyncio.create_subprocess_exec(
                *self.words, env=dict(environment), cwd=folder, stdin=asyncio.subprocess.DEVNULL,
                stdout=file, stderr=file,
            )  # fmt: skip


class Hatched:
    """A process that came out of the nest."""

    def __init__(self, pid: int, gone: asyncio.Future[int]) -> None:
        self.pid = pid
        self._gone = gone

    async def wait(self) -> int:
        """Its exit code, when it is gone."""
        return await asyncio.shield(self._gone)


class Nest:
    """Starts the assistant by `nest.py`; `async with` opens and closes the nest."""

    def __init__(self, kept: Path) -> None:
        self.kept = kept
        self._words = (*Command("tests.faults.nest").words, str(kept))
        self._process: asyncio.subprocess.Process | None = None
        self._hatched: asyncio.Queue[int] = asyncio.Queue()
        self._gone: dict[int, asyncio.Future[int]] = {}
        self._listening: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            *self._words, cwd=ROOT, env=environment(),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert self._process.stdout
        async with asyncio.timeout(PATIENCE):
            assert await self._process.stdout.readline() == b"ready\n"
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process and self._process.stdin:
            self._process.stdin.close()
            await self._process.wait()
        if self._listening:
            await self._listening

    async def launch(self, environment: Mapping[str, str], folder: Path, output: Path) -> Running:
        """Hatch one."""
        assert self._process
        assert self._process.stdin
        order = {"environment": dict(environment), "folder": str(folder), "output": str(output)}
        async with self._one_at_a_time:
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            pid = await asyncio.wait_for(self._hatched.get(), PATIENCE)
        return Hatched(pid, self._future(pid))

    def _future(self, pid: int) -> asyncio.Future[int]:
        return self._gone.setdefault(pid, asyncio.get_running_loop().create_future())

    async def _listen(self) -> None:
        assert self._process
        assert self._process.stdout
        async for line in self._process.stdout:
            what, *numbers = line.split()
            if what == b"hatched":
                self._hatched.put_nowait(int(numbers[0]))
            else:
                self._future(int(numbers[0])).set_result(int(numbers[1]))


class Town(Protocol):
    """Where its Telegram is: the fake in this process, or in another."""

    token: str

    @property
    def url(self) -> str:
        """Its address."""


class Assistant:
    """One assistant with its data folder. At the end of `async with` nothing of it runs any more."""

    def __init__(
        self, launcher: Launcher, folder: Path, telegram: Town, *, webhook: bool = False, **settings: str
    ) -> None:
        (folder / "data").mkdir(parents=True, exist_ok=True)
        cache = folder / "data" / "cache"
        if launcher.kept and not cache.exists():  # it does when a stopped one begins again
            cache.symlink_to(launcher.kept, target_is_directory=True)
        self.folder = folder
        self.output = folder / "output.txt"
        self.address = f"http://127.0.0.1:{free_port()}"
        self._launcher = launcher
        self._running: Running | None = None
        self._settings = {
            "TELEGRAM_TOKEN": telegram.token,
            "TELEGRAM_API_URL": telegram.url,
            "DATA_DIR": str(folder / "data"),
            "HTTP_PORT": self.address.rpartition(":")[2],
        }
        if webhook:
            self._settings |= {"WEBHOOK_URL": self.address, "WEBHOOK_SECRET": SECRET}
        self._settings |= {name.upper(): value for name, value in settings.items()}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._running:
            await self.kill()

    @property
    def database(self) -> str:
        """Where it keeps its data."""
        folder = self._settings["DATA_DIR"]
        return self._settings.get("DATABASE_URL") or f"sqlite+aiosqlite:///{folder}/gerabot.sqlite3"

    @property
    def pid(self) -> int:
        """The process."""
        assert self._running, "it does not run"
        return self._running.pid

    async def launch(self, **more: str) -> None:
        """Start, and don't wait until it is ready. `more` goes into its environment."""
        assert self._running is None, "it runs already"
        settings = {f"GERABOT_{name}": value for name, value in self._settings.items()}
        self._running = await self._launcher.launch({**environment(), **settings, **more}, self.folder, self.output)

    async def start(self, **more: str) -> None:
        """Start, and wait until it talks with Telegram."""
        await self.launch(**more)
        await until(self.is_ready, "the assistant talks with Telegram", within=PATIENCE)

    async def is_ready(self) -> bool:
        """Whether it says that all is well."""
        return (await self.health()).get("telegram") == "ok"

    async def health(self) -> dict[str, Any]:
        """What it says about itself; nothing while it doesn't listen."""
        try:
            async with aiohttp.ClientSession() as session, session.get(f"{self.address}/health") as answer:
                return await answer.json()
        except (aiohttp.ClientConnectionError, TimeoutError):
            return {}

    async def is_settled(self) -> bool:
        """Whether no reply waits to be sent."""
        return (await self.health()).get("replies_waiting") == 0

    async def kill(self) -> None:
        """`kill -9`, at once."""
        os.kill(self.pid, signal.SIGKILL)
        await self.gone()

    async def stop(self) -> tuple[float, int]:
        """SIGTERM, as a deploy sends it: the seconds until it was gone, and its exit code."""
        began = time.perf_counter()
        os.kill(self.pid, signal.SIGTERM)
        code = await self.gone()
        return time.perf_counter() - began, code

    async def gone(self) -> int:
        """Wait until the process is gone; its exit code."""
        assert self._running
        async with asyncio.timeout(PATIENCE):
            code = await self._running.wait()
        self._running = None
        return code

    def is_alive(self) -> bool:
        """Whether the process is there."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, 0)
            return True
        return False

    def printed(self) -> str:
        """All it ever wrote to standard output and standard error."""
        return self.output.read_text(encoding="utf-8", errors="replace") if self.output.exists() else ""

    def log_lines(self) -> list[dict[str, Any]]:
        """The lines of its log."""
        return [json.loads(line) for line in self.printed().splitlines() if line.startswith("{")]


async def until(condition: Callable[[], Any], what: str, within: float = PATIENCE) -> float:
    """Wait until the condition holds; the seconds it took. A coroutine function asks the assistant: less often."""
    began = time.perf_counter()
    while True:
        holds = condition()
        asks = asyncio.iscoroutine(holds)
        if asks:
            holds = await holds
        took = time.perf_counter() - began
        if holds:
            return took
        if took > within:
            raise AssertionError(f"after {within} s it is still not true that {what}")
        await asyncio.sleep(0.1 if asks else 0.02)


def environment() -> dict[str, str]:
    """What a process of ours gets of our own environment."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
