"""Who answers: emergency, then command, then button, then question. The rooms bring the handlers."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz, process

from bot.conversation.words import Incoming, Reply, read_reference
from bot.texts import Texts
from storage.database import Session
from storage.people import PersonRow

SIMILAR_ENOUGH = 70
"""From this likeness (rapidfuzz ratio, 0 to 100) a mistyped command is taken for a known one and offered."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """All that a flow may use for one message: the transaction, the person, their words, the time."""

    session: Session
    incoming: Incoming
    person: PersonRow
    known: bool
    """Whether the person had written before this message."""
    texts: Texts
    now: datetime
    argument: str = ""
    """What stands behind the command or in the button."""


Handler = Callable[[Turn], Awaitable[Sequence[Reply]]]
Watch = Callable[[Turn], Sequence[Reply] | None]


@dataclass(frozen=True, kw_only=True)
class Routes:
    """The way of every message to its flow. `commands` without the slash, aliases included; `buttons` by verb."""

    emergency: Watch
    commands: Mapping[str, Handler]
    buttons: Mapping[str, Handler]
    unknown_command: Handler
    old_button: Handler
    joined: Handler
    attachment: Handler
    question: Handler
    introduction: Callable[[Turn], Sequence[Reply]] = lambda _: ()
    """What a stranger is told before the replies …"""
    introducing: Sequence[Handler] = ()
    """… unless one of these handlers says it itself."""

    def choose(self, incoming: Incoming) -> tuple[Handler, str]:
        """The handler for this message, and what it should be given as its argument. Emergencies were seen before."""
        if incoming.joined:
            return self.joined, ""
        if incoming.button is not None:
            verb, argument = read_reference(incoming.button) or ("", "")
            return self.buttons.get(verb, self.old_button), argument
        if incoming.text.startswith("/"):
            name, argument, *_ = [*re.split(r"\s", incoming.text[1:], maxsplit=1), ""]
            name = name.partition("@")[0].lower()
            return self.commands.get(name, self.unknown_command), argument.strip() if name in self.commands else name
        if incoming.attachment is not None and not incoming.text:
            return self.attachment, ""
        return self.question, incoming.text


def similar_command(name: str, known: Mapping[str, Handler]) -> str | None:
    """The known command that a mistyped one was probably meant to be."""
    hit = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=SIMILAR_ENOUGH)
    return hit[0] if hit else None
