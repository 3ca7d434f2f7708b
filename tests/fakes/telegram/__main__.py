"""The fake as a process of its own: `python -m tests.fakes.telegram --port N --token T --control`.

Prints its address on one line once it listens, and ends on SIGTERM or Ctrl-C.
"""

import argparse
import asyncio
import contextlib
import signal
import sys

from .town import DEFAULT_TOKEN, FakeTelegram


async def run(arguments: argparse.Namespace) -> None:
    town = FakeTelegram(
        arguments.token, control=arguments.control, http_webhooks=arguments.http_webhooks, username=arguments.username
    )
    await town.start(arguments.host, arguments.port)
    sys.stdout.write(f"{town.url}\n")
    sys.stdout.flush()
    over = asyncio.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(ending, over.set)
    await over.wait()
    await town.stop()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.telegram", description="A strict fake Telegram.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", default=DEFAULT_TOKEN)
    parser.add_argument("--username", default="gera_bot")
    parser.add_argument("--control", action="store_true", help="open /control/… to other processes")
    parser.add_argument("--http-webhooks", action="store_true", help="a webhook may be plain HTTP on any port")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
