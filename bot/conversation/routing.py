"""Who answers: emergency, then command, then button, then open form, then question. The rooms bring the handlers.

What only the staff may do stands in tables of its own, each with the right it needs. Rights are looked at in one place,
before the handler; for everybody else such a command does not exist.
"""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rapidfuzz import fuzz, process

from bot.conversation.rights import Right
from bot.conversation.words import Incoming, Reply, read_reference
from bot.texts import Texts
from storage.database import Session
from storage.people import PersonRow
from storage.staff import StaffRow

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
    """What stands behind the command, in the button, or in the open form."""
    staff: StaffRow | None = None
    """Who of the staff this is; set only where a right was needed, and is there."""


Handler = Callable[[Turn], Awaitable[Sequence[Reply]]]
Watch = Callable[[Turn], Sequence[Reply] | None]
Listener = Callable[[Turn], Awaitable[Sequence[Reply] | None]]


@dataclass(frozen=True)
class ForStaff:
    """A handler that only those may reach who have a right."""

    right: Right
    handler: Handler


@dataclass(frozen=True, kw_only=True)
class Way:
    """Where a message goes, and with which argument; `otherwise` is where it goes for whoever lacks the right."""

    handler: Handler
    argument: str = ""
    right: Right | None = None
    otherwise: "Way | None" = None
    is_open: bool = False
    """Everybody may go it."""


@dataclass(frozen=True, kw_only=True)
class Routes:
    """The way of every message to its flow. `commands` without the slash, aliases included; `buttons` and `forms` by
    verb."""

    emergency: Watch
    commands: Mapping[str, Handler]
    buttons: Mapping[str, Handler]
    unknown_command: Handler
    old_button: Handler
    joined: Handler
    attachment: Handler
    question: Handler
    forms: Mapping[str, Handler] = field(default_factory=dict)
    staff_commands: Mapping[str, ForStaff] = field(default_factory=dict)
    staff_buttons: Mapping[str, ForStaff] = field(default_factory=dict)
    staff_forms: Mapping[str, ForStaff] = field(default_factory=dict)
    listeners: Sequence[Listener] = ()
    """Asked in order before free text is taken for a question; the first that does not say None answers."""
    introduction: Callable[[Turn], Sequence[Reply]] = lambda _: ()
    """What a stranger is told before the replies …"""
    introducing: Sequence[Handler] = ()
    """… unless one of these handlers says it itself."""

    def choose(self, incoming: Incoming, form: str | None = None) -> Way:
        """The way of this message; `form` is the person's open one. Emergencies were seen before."""
        if incoming.joined:
            return Way(handler=self.joined)
        if incoming.button is not None:
            verb, argument = read_reference(incoming.button) or ("", "")
            old = Way(handler=self.old_button, argument=argument)
            return _way(verb, argument, self.buttons, self.staff_buttons, old)
        if incoming.text.startswith("/"):
            name, argument, *_ = [*re.split(r"\s", incoming.text[1:], maxsplit=1), ""]
            name = name.partition("@")[0].lower()
            unknown = Way(handler=self.unknown_command, argument=name)
            return _way(name, argument.strip(), self.commands, self.staff_commands, unknown)
        no_form = Way(handler=self.question, argument=incoming.text)
        if incoming.attachment is not None and not incoming.text:
            no_form = Way(handler=self.attachment)
        verb, _, argument = (form or "").partition(":")
        return _way(verb, argument, self.forms, self.staff_forms, no_form)


def _way(
    name: str, argument: str, open_to_all: Mapping[str, Handler], for_staff: Mapping[str, ForStaff], otherwise: Way
) -> Way:
    """The staff's way first; one that is everybody's as well is nothing that could be denied."""
    if handler := open_to_all.get(name):
        otherwise = Way(handler=handler, argument=argument, is_open=True)
    if door := for_staff.get(name):
        return Way(handler=door.handler, argument=argument, right=door.right, otherwise=otherwise)
    return otherwise


def similar_command(name: str, known: Mapping[str, Handler]) -> str | None:
    """The known command that a mistyped one was probably meant to be."""
    hit = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=SIMILAR_ENOUGH)
    return hit[0] if hit else None
