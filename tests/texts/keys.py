"""Which messages the program says: found in the code itself, so that no list of them can grow old."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.announcements.lifecycle import Refusal, State
from bot.announcements.office import KINDS
from bot.announcements.reaching import What
from bot.announcements.report import ENDS
from bot.announcements.steps import LINK, PICTURE, TEXTS
from bot.conversation.words import Attachment
from bot.delivery.kinds import Kind
from bot.delivery.topics import PAGES, Reason, Topic
from bot.ideas.afterwards import VERDICTS
from bot.ideas.claiming import Claim
from bot.ideas.doing import FIELDS, Act
from bot.ideas.exporting.record import FIELDS as COLUMNS
from bot.ideas.form_steps import Step
from bot.ideas.lifeline import Outcome as Decided
from bot.ideas.lifeline import Reason as WhyNot
from bot.ideas.lifeline import Trouble
from bot.ideas.own_words import About
from bot.ideas.work import Work
from bot.team.inviting import Outcome
from bot.team.rules import Reason as Hindrance
from bot.telegram.menus import COMMANDS, STAFF_COMMANDS
from bot.texts import load_texts
from knowledge.entries import Language
from storage.ideas import Stage
from storage.lifelines import Milestone
from storage.staff import Role

BOT = Path(__file__).parent.parent.parent / "bot"
KEY = re.compile(r"[a-z]+\.[a-z_]+")
MADE_IN_SCRIPT = re.compile(r"`([a-z]+)\.\$\{")
QUOTED = re.compile(r"[\"'`]([a-z]+\.[a-z_]+)[\"'`]")

MADE: Mapping[str, set[str]] = {
    "attachment": {kind.value for kind in Attachment},
    "topic": set(Topic),
    "label": {*Topic, *(f"page-{number}" for number in range(len(PAGES)))},
    "kind": set(Kind),
    "reason": set(Reason),
    "after": {what.value for what in What},
    "became": set(ENDS),
    "purpose": {kind.value for kind in KINDS},
    "refusal": {refusal.value for refusal in Refusal},
    "state": {state.value for state in State},
    "step": {*(str(text).replace("-", "_") for text in TEXTS), PICTURE, LINK},
    "tongue": {language.replace("-", "_") for language in Language},
    "weekday": {"mon", "tue", "wed", "thu", "fri", "sat", "sun"},
    "role": set(Role),
    "joining": set(Outcome),
    "ideastage": set(Stage),
    "ideastep": set(Step),
    "ideawords": set(About),
    "ideataken": set(About),
    "claim": set(Claim),
    "datafield": set(COLUMNS),
    "lifeline": set(Milestone),
    "milestone": set(Milestone),
    "outcome": set(Decided),
    "whynot": set(WhyNot),
    "work": set(Work),
    "act": set(Act),
    "ask": {field for fields in FIELDS.values() for field in fields},
    "asking": {field for fields in FIELDS.values() for field in fields},
    "mistake": set(Trouble),
    "verdict": set(VERDICTS),
    "hindrance": set(Hindrance),
    "staffmenu": set(STAFF_COMMANDS),
    "menu": {key for commands in COMMANDS.values() for key in commands.values()},
}
"""Keys that are put together from a family and a word, and where the words come from."""
MADE_BY_SCRIPTS: Mapping[str, set[str]] = {"page": {"unsent", "refused"}}
"""The same in the scripts of the chat page: what may become of a message."""


def catalogue(language: Language) -> Mapping[str, str]:
    return load_texts().languages[language].messages


FAMILIES = {key.partition(".")[0] for language in Language for key in catalogue(language)}


def said_in_code() -> set[str]:
    """Every key that stands in a `say("…")`."""
    return {
        call.args[0].value
        for call in _calls_of_say()
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }


def families_in_code() -> set[str]:
    """What stands before the dot in every `say(f"family.{word}")`."""
    return {
        str(call.args[0].values[0].value).rstrip(".") if isinstance(call.args[0].values[0], ast.Constant) else ""
        for call in _calls_of_say()
        if isinstance(call.args[0], ast.JoinedStr)
    }


def named_anywhere() -> set[str]:
    """Every literal in code, templates and scripts that looks like a key of one of our families."""
    found = {
        node.value
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value)
    }
    for path in [*BOT.rglob("*.html"), *BOT.rglob("*.js")]:
        found |= set(QUOTED.findall(path.read_text(encoding="utf-8")))
    templates = {path.name for path in BOT.rglob("*.html")}  # "question.html" looks like a key and is none
    return {key for key in found - templates if key.partition(".")[0] in FAMILIES}


def used() -> set[str]:
    made = {f"{family}.{word}" for some in (MADE, MADE_BY_SCRIPTS) for family, words in some.items() for word in words}
    return named_anywhere() | made


def families_in_scripts() -> set[str]:
    """What stands before the dot in every `family.${word}`."""
    return {family for path in BOT.rglob("*.js") for family in MADE_IN_SCRIPT.findall(path.read_text(encoding="utf-8"))}


def _calls_of_say() -> Iterator[ast.Call]:
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name == "say":
                    yield node


def _trees() -> Iterator[ast.Module]:
    for path in sorted(BOT.rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))
