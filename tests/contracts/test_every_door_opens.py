"""Every command and every button that anybody can see leads to a handler, and none to an error."""

import ast
import itertools
import re
from collections import deque
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.feedback import Verdict
from bot.conversation.routing import Routes, Turn
from bot.conversation.words import Button, Incoming, Reply, read_reference
from bot.offices import open_offices
from bot.rooms import put_routes_together
from bot.settings import Settings
from bot.team.arriving import FORM
from bot.telegram.menus import COMMANDS, STAFF_COMMANDS
from bot.texts import load_texts
from knowledge.entries import Language
from storage.database import Database, Session
from storage.people import PersonRow
from tests.city import NOON
from tests.contracts.sources import parsed

NAMED = re.compile(r"(?<![\w/])/([a-z]+)")


@pytest.fixture(scope="module")
def routes(answers) -> Routes:
    return put_routes_together(settings := Settings(_env_file=None), answers, open_offices(settings, answers))


def test_every_command_of_the_menus_leads_somewhere(routes: Routes):
    assert {name for commands in COMMANDS.values() for name in commands} <= set(routes.commands)


def test_the_menus_of_the_staff_show_every_command_of_theirs_with_the_right_that_it_needs(routes: Routes):
    assert {name: door.right for name, door in routes.staff_commands.items()} == STAFF_COMMANDS


def test_what_is_for_the_staff_alone_is_not_open_to_all_as_well(routes: Routes):
    assert set(routes.staff_commands) & set(routes.commands) == {"abbrechen"}  # everybody leaves their own forms
    assert not set(routes.staff_buttons) & set(routes.buttons)
    assert not set(routes.staff_forms) & set(routes.forms)


def test_every_command_fits_telegram(routes: Routes):
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in (*routes.commands, *routes.staff_commands))


def test_every_command_of_the_help_is_known_and_every_known_one_can_be_found(routes: Routes):
    named = {name for language in Language for name in NAMED.findall(load_texts().of(language).say("help.text"))}
    assert named <= set(routes.commands)
    told = {routes.commands[name] for name in named | {"start"}}
    assert {handler.__qualname__ for handler in routes.commands.values()} == {handler.__qualname__ for handler in told}


def test_every_verb_in_the_code_leads_somewhere(routes: Routes):
    assert set(verbs_in_code()) <= {*routes.buttons, *routes.staff_buttons}


def test_every_verb_that_has_a_handler_is_on_some_button(routes: Routes):
    assert {*routes.buttons, *routes.staff_buttons} <= set(verbs_in_code())


def verbs_in_code() -> Iterator[str]:
    """The verbs of every `reference("verb", …)`, and of helpers that hand a verb on (`_more(turn, "topics", …)`)."""
    for _, tree in parsed("bot"):
        for node in ast.walk(tree):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            place = {"reference": 0, "_more": 1, "role_buttons": 1}.get(name)
            if place is not None and isinstance(verb := node.args[place], ast.Constant):
                yield verb.value
    yield FORM  # `team/arriving.py` names its button like its form
    yield from Verdict  # the reasons of `answering/feedback.py` make their buttons in a loop


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[Session]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'doors.sqlite3'}")
    await database.migrate()
    async with database.reading() as session:
        yield session
    await database.close()


@pytest.mark.parametrize("language", Language)
async def test_every_button_that_can_be_reached_from_the_welcome_opens(routes: Routes, answers, session, language):
    """Walks through everything, as a person with endless patience would."""
    seen: set[str] = set()
    start = Incoming(update="0", address="x:1", text="/start")
    open_doors = deque(await buttons_after(routes, session, language, start))
    for number in itertools.count(1):
        if not open_doors:
            break
        button = open_doors.popleft()
        if button.reference in seen or read_reference(button.reference) == ("language", ""):
            continue
        seen.add(button.reference)
        pressed = Incoming(update=f"{number}", address="x:1", button=button.reference)
        assert routes.choose(pressed).handler is not routes.old_button, button
        open_doors.extend(await buttons_after(routes, session, language, pressed))
    entries = {read_reference(made)[1] for made in seen if read_reference(made)[0] == "entry"}
    answered = {entry.id for entry in answers.library.entries.values() if entry.kind == "answer"}
    assert answered <= entries


async def buttons_after(routes: Routes, session: Session, language: Language, incoming: Incoming) -> list[Button]:
    """What can be pressed after this message. Flows of this kind change nothing in the database."""
    way = routes.choose(incoming)
    person = PersonRow(address="x:1", language=language, misses=0, warnings=0, tokens=15.0, seen=NOON)
    turn = Turn(
        session=session, incoming=incoming, person=person, known=True, texts=load_texts().of(language), now=NOON
    )  # fmt: skip
    replies: list[Reply] = list(await way.handler(replace(turn, argument=way.argument)))
    assert replies
    assert all(reply.text.strip() for reply in replies)
    return [button for reply in replies for button in reply.buttons]
