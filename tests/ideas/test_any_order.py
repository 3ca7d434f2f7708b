"""Whatever a person does in whatever order, with restarts in between: the form holds together.

What must be true after every single deed stands in `holds`. Run longer with `IDEAS_EXAMPLES=300`.
"""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from bot.conversation.routing import Routes
from bot.conversation.turn import Conversation
from bot.conversation.words import Attachment, Incoming
from bot.ideas.form_steps import Step
from bot.ideas.likeness import Likeness
from bot.ideas.shelf import IdeaShelf
from bot.offices import open_offices
from bot.rooms import put_routes_together
from bot.settings import Settings
from bot.texts import TextBook, load_texts
from storage import ideas, lifelines
from storage.database import Database
from storage.idea_drafts import IdeaDraftRow
from storage.ideas import IdeaRow, Stage
from storage.lifelines import Milestone
from storage.people import PersonRow
from storage.supporters import SupporterRow
from storage.tables import Base
from tests.city import NOON, SetClock

ANN = "telegram:4711"
EXAMPLES = int(os.environ.get("IDEAS_EXAMPLES", "8"))
DEEDS = 45
WORDS = st.sampled_from(
    [
        "Am Elsterradweg sollten Solarlampen stehen.", "Mehr Bänke am Markt für alte Leute", "Lusan", "2", "Mobilität",
        "wer bezahlt das?", "Was ist aus den Solarbänken geworden?", "ich hab da eine idee", "Die Laterne ist kaputt",
        "Mein Vorschlag wäre ein Bücherschrank in Debschwitz", "abbrechen", "Könnte man nicht Bäume pflanzen?", "…",
        "Es brennt in meinem Haus, Hilfe", "Bänke am Elsterradweg für ältere Menschen", "x" * 2500, "kein Ort",
        "/idee", "/idee", "/idee Ein Brunnen am Museum", "/abbrechen", "/start", "/start solar-benches", "/meine",
        "/ideen", "/ideen bänke", "/sprache english", "/sprache deutsch", "/einfach", "/hilfe", "/start idea_1",
        "/meinedaten", "/meine ABCDE-FGHJK", "/ideen I-0002", "/mine",
    ]
)  # fmt: skip
PERSONAL = st.sampled_from(
    ["Am Elsterradweg fehlt Licht, Tel. 0365 12{n:05d}", "Ruft mich an: 0171 55{n:05d}",
     "Meine Mail ist anna{n:05d}@example.org und ich will Bäume", "/idee Ein Brunnen, Tel. 0365 12{n:05d}"]
)  # fmt: skip
FAILED = [texts.say("guard.failed", number="").partition(".")[0] for texts in load_texts().languages.values()]
PLACES = {Step.KIND: 0, Step.TEXT: 0, Step.GUARD: 0, Step.ALREADY: 0, Step.TITLE: 1, Step.FIELD: 2, Step.PLACE: 3,
          Step.PHOTO: 4, Step.SIMILAR: 5, Step.PREVIEW: 5}  # fmt: skip


class AnyOrder(RuleBasedStateMachine):
    """One person, their device's history, and the city's database."""

    template: ClassVar[Path]
    routes: ClassVar[Callable[[], Routes]]
    textbook: ClassVar[TextBook]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(self.template, self.folder / "city.sqlite3")
        self.runner = asyncio.Runner()
        self.clock = SetClock()
        self.updates = self.messages = self.marks = 0
        self.pressed: list[str] = []
        self.unguarded: list[str] = []
        self.allowed: set[str] = set()
        self.last: Incoming | None = None
        self.open()

    def open(self) -> None:
        self.database = Database(f"sqlite+aiosqlite:///{self.folder / 'city.sqlite3'}")
        self.conversation = Conversation(
            database=self.database, routes=type(self).routes(), textbook=self.textbook, clock=self.clock
        )

    def teardown(self) -> None:
        self.runner.run(self.database.close())
        self.runner.close()
        shutil.rmtree(self.folder)

    def take(self, *, again: bool = False, **what: object) -> None:
        self.clock.passes(minutes=1)
        if not again:
            self.updates += 1
            self.last = Incoming(update=f"telegram:{self.updates}", address=ANN, language="de", **what)
        self.runner.run(self._take())

    async def _take(self) -> None:
        incoming = self.last
        assert incoming is not None
        async with self.database.reading() as session:
            person = await session.scalar(select(PersonRow).where(PersonRow.address == ANN))
            self.before = await session.scalar(select(IdeaDraftRow))
            self.count = len((await session.scalars(select(IdeaRow))).all())
        if person and (person.form or "").endswith("as-it-is") and not incoming.edited:
            self.allowed |= {mark for mark in self.unguarded if mark in incoming.text}
        waiting = await self.conversation.take_turn(incoming)
        for reply in waiting.replies if waiting else ():
            assert not any(reply["text"].startswith(failed) for failed in FAILED), incoming
            assert reply["text"].strip()
            assert len(reply["buttons"]) <= 7
            for button in reply["buttons"]:
                assert len(button["label"]) <= 26  # "✓ " before a topic that is on
                if button["reference"]:
                    self.pressed.append(button["reference"])

    # ----- what a person does

    @rule(words=WORDS)
    def says(self, words: str) -> None:
        self.messages += 1
        self.take(text=words, message=self.messages)

    @rule(words=PERSONAL, photo=st.booleans())
    def says_something_personal(self, words: str, photo: bool) -> None:
        self.messages += 1
        self.marks += 1
        self.unguarded.append(f"{self.marks:05d}")
        more = {"attachment": Attachment.PHOTO, "photo": f"file{self.messages}"} if photo else {}
        self.take(text=words.format(n=self.marks), message=self.messages, **more)

    @rule(caption=st.sampled_from(["", "Dunkler Weg am Mühlgraben", "Hier wackelt die Bank"]), album=st.booleans())
    def sends_a_photo(self, caption: str, album: bool) -> None:
        self.messages += 1
        self.take(
            text=caption, attachment=Attachment.PHOTO, photo=f"file{self.messages}", message=self.messages,
            album=f"album{self.messages // 2}" if album else None,
        )  # fmt: skip

    @rule(kind=st.sampled_from([Attachment.STICKER, Attachment.VOICE, Attachment.CONTACT, Attachment.PLACE]))
    def sends_something_else(self, kind: Attachment) -> None:
        self.messages += 1
        self.take(attachment=kind, message=self.messages)

    @precondition(lambda self: self.pressed)
    @rule(which=st.integers(min_value=0))
    def presses_any_button_of_ever(self, which: int) -> None:
        self.take(button=self.pressed[which % len(self.pressed)])

    @precondition(lambda self: self.pressed)
    @rule(which=st.integers(min_value=1, max_value=4))
    def presses_one_of_the_last(self, which: int) -> None:
        self.take(button=self.pressed[-min(which, len(self.pressed))])

    @precondition(lambda self: any(ref.startswith("1:hand_in:") for ref in self.pressed))
    @rule(word=st.sampled_from(["skip", "on", "new", "send", "idea", "skip", "send", "back", "joined", "as_is"]))
    def presses_the_form(self, word: str) -> None:
        found = [ref for ref in self.pressed if ref.startswith("1:hand_in:") and f":{word}" in ref]
        if found:
            self.take(button=found[-1])

    @precondition(lambda self: self.messages)
    @rule(which=st.integers(min_value=0), words=WORDS, personal=st.booleans())
    def edits_any_message(self, which: int, words: str, personal: bool) -> None:
        if personal:
            self.marks += 1
            self.unguarded.append(f"{self.marks:05d}")
            words = f"Licht am Weg, Tel. 0365 12{self.marks:05d}"
        self.take(text=words, message=1 + which % self.messages, edited=True)

    @precondition(lambda self: self.last is not None)
    @rule()
    def is_told_twice(self) -> None:
        self.take(again=True)

    @rule()
    def restarts(self) -> None:
        self.runner.run(self.database.close())
        self.open()

    # ----- what is always true

    @precondition(lambda self: self.last is not None)
    @invariant()
    def holds(self) -> None:
        self.runner.run(self._holds())

    async def _holds(self) -> None:
        async with self.database.reading() as session:
            drafts = (await session.scalars(select(IdeaDraftRow))).all()
            rows = (await session.scalars(select(IdeaRow).order_by(IdeaRow.id))).all()
            supports = (await session.scalars(select(SupporterRow))).all()
            tables = [await session.execute(select(table)) for table in Base.metadata.sorted_tables]
            everything = "\n".join(str(row) for table in tables for row in table.all())
        assert len(drafts) <= 1
        self._one_step(drafts[0] if drafts else None)
        made = len(rows) - self.count
        button = self.last.button or ""
        assert made == 0 or (made == 1 and button.startswith("1:hand_in:preview:send:"))
        if made:
            assert self.before is not None
            assert (rows[-1].text, rows[-1].title) == (self.before.text, self.before.title)
            assert not drafts
        for row in rows:
            assert row.support == sum(one.idea == row.id for one in supports)
        for mark in set(self.unguarded) - self.allowed:
            assert f"12{mark}" not in everything
            assert f"55{mark}" not in everything
            assert f"anna{mark}" not in everything

    def _one_step(self, now: IdeaDraftRow | None) -> None:
        before = self.before
        if now is None or before is None or now.id != before.id:
            return
        assert now.pseudonym == before.pseudonym
        moved = PLACES[Step(now.step)] - PLACES[Step(before.step)]
        to_text = (self.last.button or "") in {"1:hand_in:preview:text", "1:hand_in:title:rest"}
        assert abs(moved) <= 1 or to_text, (before.step, now.step, self.last)
        if not (self.last.text or self.last.attachment):
            assert now.text == before.text


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a public idea in it."""
    path = tmp_path_factory.mktemp("ideas") / "city.sqlite3"

    async def make() -> None:
        database = Database(f"sqlite+aiosqlite:///{path}")
        await database.migrate()
        async with database.writing() as session:
            row = await ideas.add(
                session,
                IdeaRow(pseudonym="Gera-Ahorn 7", title="Bänke am Elsterradweg", language="de", handed_in=NOON,
                        text="Mehr Bänke am Elsterradweg für ältere Menschen.", stage=Stage.PUBLIC, support=0),
            )  # fmt: skip
            await lifelines.grow(session, row.id, Milestone.PUBLISHED, NOON)
        await database.close()

    asyncio.run(make())
    return path


def test_whatever_happens_in_whatever_order(template: Path, answers) -> None:
    AnyOrder.template = template
    config = Settings(_env_file=None)

    offices, likeness = open_offices(config, answers), Likeness(answers.model)

    def routes() -> Routes:
        """As after a restart: the shelf, which lives in memory, knows nothing of another city's database."""
        return put_routes_together(config, answers, replace(offices, shelf=IdeaShelf(likeness)))

    AnyOrder.routes = staticmethod(routes)
    AnyOrder.textbook = answers.textbook
    run_state_machine_as_test(
        AnyOrder,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=DEEDS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
