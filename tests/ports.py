"""Ports for the servers that a test starts."""

import secrets
import socket

HOST = "127.0.0.1"
FIRST, LAST = 10_000, 30_000
"""Below the range of outgoing connections: between asking and listening none of them may take it."""


def free_port() -> int:
    """A port that nobody listens on; by chance, since other workers ask as well."""
    while True:
        port = FIRST + secrets.randbelow(LAST - FIRST)
        with socket.socket() as asked:
            try:
                asked.bind((HOST, port))
            except OSError:
                continue
            return port
