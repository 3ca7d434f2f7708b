"""Every way in which somebody may try a deed of the staff without the right to it (threat T7)."""

import itertools
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.conversation.routing import Routes
from bot.conversation.words import reference
from tests.fakes.telegram.groups import Group
from tests.fakes.telegram.people import Person

ARGUMENTS = ("", "1", "1-yes", "1-publisher", "yes", "editor")
"""What buttons of the staff carry behind their verb, right and wrong."""


@dataclass(frozen=True)
class Way:
    """How it is tried, where the answer would be, and whether there is one at all."""

    name: str
    tries: Callable[[Person, Group, str], Awaitable[Any]]
    in_group: bool = False
    answered: bool = True


async def _edited(ann: Person, _: Group, command: str) -> None:
    own = await ann.says("themen")
    await ann.hears(2)
    await ann.edits(f"/{command}", own)


async def _edited_in_group(ann: Person, group: Group, command: str) -> None:
    own = await ann.says("wann grillen wir", in_=group)
    group.attend()
    await ann.edits(f"/{command}", own)


async def _in_a_channel(ann: Person, _: Group, command: str) -> None:
    channel = ann.town.channel()
    channel.add(ann.town.bot)
    channel.promote(ann.town.bot)
    await channel.posts(f"/{command}")


def _says(before: str = "", behind: str = "", **where: Any) -> Callable[[Person, Group, str], Awaitable[Any]]:
    async def tries(ann: Person, group: Group, command: str) -> None:
        more = {**where, "in_": group} if "in_" in where else where
        if "in_" in where:
            group.attend()
        await ann.says(f"{before}/{command}{behind}", **more)

    return tries


async def _caption(ann: Person, _: Group, command: str) -> None:
    await ann.sends_photo(caption=f"/{command}")


async def _forwarded(ann: Person, _: Group, command: str) -> None:
    await ann.forwards(f"/{command}", "Administration")


async def _capitals(ann: Person, _: Group, command: str) -> None:
    await ann.says(f"/{command.upper()}")


WAYS = [
    Way("private", _says()),
    Way("capitals", _capitals),
    Way("with an argument", _says(behind=" administrator")),
    Way("with the assistant's name", _says(behind="@gera_bot")),
    Way("with another bot's name", _says(behind="@other_bot")),
    Way("below a picture", _caption),
    Way("edited", _edited),
    Way("forwarded", _forwarded),
    Way("in a group", _says(in_=True), in_group=True),
    Way("in a group, by name", _says(behind="@gera_bot", in_=True), in_group=True),
    Way("in a group, edited", _edited_in_group, in_group=True),
    Way("in a group, another bot", _says(behind="@other_bot", in_=True), in_group=True, answered=False),
    Way("anonymous administrator", _says(in_=True, anonymously=True), in_group=True, answered=False),
    Way("in a channel", _in_a_channel, answered=False),
]


def buttons(routes: Routes) -> Iterator[str]:
    """Everything that a button of the staff might carry."""
    for verb, argument in itertools.product(routes.staff_buttons, ARGUMENTS):
        yield reference(verb, argument)
