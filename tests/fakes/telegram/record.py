"""Every call the fake was asked, for assertions: what, with which values, when, and what came of it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .parameters import Upload

NUMBERS = frozenset({"chat_id", "message_id", "user_id", "offset", "limit", "timeout", "max_connections"})
TEXTS = frozenset({"text", "caption", "secret_token", "url", "callback_query_id", "description", "short_description"})


@dataclass(slots=True, eq=False)
class Call:
    """One call; `status` stays 0 until it was answered (a half open connection never is).

    `at` and `done_at` are on the town's clock, `began` on `time.perf_counter`.
    """

    method: str
    raw: dict[str, Any]
    files: dict[str, Upload]
    at: float
    began: float
    status: int = 0
    answer: Any = None
    done_at: float = 0.0
    fault: str = ""
    took_effect: bool = False

    def finish(self, answer: Any, status: int, at: float) -> None:
        self.answer, self.status, self.done_at = answer, status, at

    @property
    def params(self) -> dict[str, Any]:
        """The values as a person means them: JSON read, digits as numbers where the API wants numbers."""
        return {name: meant(name, value) for name, value in self.raw.items()}

    def __getitem__(self, name: str) -> Any:
        return meant(name, self.raw[name])

    @property
    def chat_id(self) -> int | str | None:
        found: int | str | None = meant("chat_id", self.raw.get("chat_id"))
        return found

    @property
    def ok(self) -> bool:
        return self.status == 200

    @property
    def result(self) -> Any:
        return self.answer.get("result") if isinstance(self.answer, dict) else None

    @property
    def description(self) -> str:
        return self.answer.get("description", "") if isinstance(self.answer, dict) else ""

    def as_json(self) -> dict[str, Any]:
        """For the control door."""
        return {
            "method": self.method,
            "params": self.params,
            "files": {name: {"name": file.name, "size": len(file.content)} for name, file in self.files.items()},
            "at": self.at,
            "done_at": self.done_at,
            "status": self.status,
            "answer": self.answer,
            "fault": self.fault,
            "took_effect": self.took_effect,
        }


class Record:
    """All calls in the order in which they came."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    def __iter__(self) -> Iterator[Call]:
        return iter(self.calls)

    def __len__(self) -> int:
        return len(self.calls)

    def of(self, method: str | None = None, chat_id: int | None = None, since: int = 0) -> list[Call]:
        """The calls of one method and one chat, from the given place on."""
        wanted = method.lower() if method else None
        return [
            call
            for call in self.calls[since:]
            if (wanted is None or call.method.lower() == wanted) and (chat_id is None or call.chat_id == chat_id)
        ]

    def clear(self) -> None:
        self.calls.clear()


def meant(name: str, value: Any) -> Any:
    """A value of a call as a person means it."""
    if not isinstance(value, str) or name in TEXTS:
        return value
    if name in NUMBERS:
        return int(value) if value.lstrip("-").isdigit() else value
    if value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return {"true": True, "false": False}.get(value, value)
