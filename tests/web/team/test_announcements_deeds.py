"""Deeds by their forms, over plain HTTP: twice is once, nobody writes over anybody, what is wrong is said and kept."""

import asyncio
import re

from bot.announcements import composing
from bot.announcements.content import Variant
from bot.conversation.words import Span, Style
from knowledge.entries import Language
from storage import announcements
from tests.web.team.colleague import form_of
from tests.web.team.desk import CONSOLE


async def test_a_draft_that_is_begun_twice_is_one(ann, desk):
    first = await ann.sends(CONSOLE, kind="news")
    assert first[:2] == (303, f"{CONSOLE}/1/edit") == (await ann.sends(CONSOLE, kind="news"))[:2]
    assert (await ann.sends(CONSOLE, kind="nonsense"))[0] == 400


async def test_pressed_twice_and_at_the_same_moment_it_is_released_once(desk, editor, publisher, bea):
    await desk.residents(3)
    number = await desk.drafts(editor)
    await desk.requests(editor, number)
    version, mark = str((await desk.row()).version), await bea.mark()
    answers = await asyncio.gather(
        *(bea.sends(f"{CONSOLE}/1/release", mark=mark, version=version) for _ in range(6))
    )  # fmt: skip
    assert {answer[:2] for answer in answers} == {(303, f"{CONSOLE}/1?done=released")}
    assert (await desk.row()).run == 1
    await desk.beats(4, seconds=61)
    assert sum((await desk.account()).values()) == 3


async def test_the_author_is_refused_with_the_reason_and_others_lack_the_right(desk, publisher, ann, bea):
    number = await desk.drafts(publisher)
    await desk.requests(publisher, number)
    version = str((await desk.row()).version)
    status, _, page = await bea.sends(f"{CONSOLE}/1/release", version=version)
    assert status == 422
    assert "Freigeben muss eine zweite Person" in page
    assert (await ann.sends(f"{CONSOLE}/1/release", version=version))[0] == 403
    assert (await desk.row()).state == "requested"


async def test_who_saw_another_version_releases_nothing(desk, editor, bea):
    number = await desk.drafts(editor)
    await desk.requests(editor, number)
    seen = str((await desk.row()).version)
    async with desk.app.database.writing() as session:
        row = await announcements.numbered(session, number)
        await composing.set_text(session, editor, row, Language.GERMAN, Variant(text="Ganz anders."), desk.now)
    status, _, page = await bea.sends(f"{CONSOLE}/1/release", version=seen)
    assert status == 409
    assert "inzwischen" in page.lower()
    assert "Ganz anders." in page
    assert (await desk.row()).state == "draft"


async def test_two_windows_never_write_over_each_other_and_nothing_is_lost(desk, editor, ann):
    await desk.drafts(editor, "Um 17 Uhr im KuK.")
    old = form_of(await ann.sees(f"{CONSOLE}/1/edit"))
    assert (await ann.saves(f"{CONSOLE}/1/edit", **{"text-de": "Um 18 Uhr im KuK."}))[0] == 303
    status, _, page = await ann.sends(f"{CONSOLE}/1/edit", **{**old, "text-de": "Um 17 Uhr im Rathaus."})
    assert status == 409
    assert re.search(r"<del>.*18.*</del>", page)
    assert "Um 17 Uhr im Rathaus." in page
    assert (await desk.row()).texts["de"]["text"] == "Um 18 Uhr im KuK."
    status, leads, _ = await ann.sends(f"{CONSOLE}/1/edit", **form_of(page))  # it was seen, and is meant
    assert (status, leads) == (303, f"{CONSOLE}/1?done=saved")
    assert (await desk.row()).texts["de"]["text"] == "Um 17 Uhr im Rathaus."


async def test_a_colleagues_draft_cannot_be_changed_but_what_was_typed_stays(desk, editor, bea):
    await desk.drafts(editor, "Meins.")
    version = str((await desk.row()).version)
    status, _, page = await bea.sends(f"{CONSOLE}/1/edit", version=version, kind="news", **{"text-de": "Deins."})
    assert status == 409
    assert "Deins." in page
    assert (await desk.row()).texts["de"]["text"] == "Meins."


async def test_all_that_is_wrong_is_said_at_once_and_the_rest_is_saved(desk, ann):
    await ann.sends(CONSOLE, kind="news")
    wrong = {
        "text-de": "", "text-en": "e" * 4097, "label": "x" * 25, "address": "http://gera.de", "audience": "topics",
        "starts": "2026-11-22T10:00", "alt-de": "a" * 301, "text-de-simple": "Leicht. 🌳",
    }  # fmt: skip
    status, _, page = await ann.saves(f"{CONSOLE}/1/edit", **wrong)
    assert status == 422
    for words in (
        "Der deutsche Text fehlt.", "Das sind 4.097 Zeichen. Höchstens 4.096", "Das sind 25 Zeichen",
        "keine Adresse, die mit https://", "mindestens ein Thema", "Zeitpunkt ist vorbei", "Das sind 301 Zeichen",
    ):  # fmt: skip
        assert words in page, words
    typed = form_of(page)
    assert {name: typed[name] for name in wrong} == wrong
    row = await desk.row()
    assert set(row.texts) == {"de-simple"}
    assert (row.link, row.topics, row.starts) == (None, None, None)
    status, _, _ = await ann.sends(f"{CONSOLE}/1/edit", **{**typed, "version": "x"})
    assert status == 400


async def test_topics_that_are_ticked_for_nothing_are_spoken_of(desk, editor, ann):
    await desk.drafts(editor)
    status, _, page = await ann.saves(f"{CONSOLE}/1/edit", audience="all", topic="workshops")
    assert status == 422
    assert "aber „Alle“ gewählt" in page
    assert (await ann.saves(f"{CONSOLE}/1/edit", audience="topics", topic="workshops"))[0] == 303
    assert (await desk.row()).topics == ["workshops"]


async def test_a_time_is_saved_as_it_was_typed_and_what_was_tested_stays_tested(desk, editor, ann):
    await desk.residents(1)
    await desk.drafts(editor)
    version = str((await desk.row()).version)
    await ann.sends(f"{CONSOLE}/1/test", version=version)
    await desk.beats()
    assert (await ann.saves(f"{CONSOLE}/1/edit", starts="2026-11-30T09:30"))[0] == 303
    assert (await desk.row()).starts.isoformat() == "2026-11-30T08:30:00+00:00"
    assert form_of(await ann.sees(f"{CONSOLE}/1/edit"))["starts"] == "2026-11-30T09:30"
    page = await ann.sees(f"{CONSOLE}/1")
    assert "Montag, 30. November 2026" in page
    assert (await ann.sends(f"{CONSOLE}/1/request", version=str((await desk.row()).version)))[1].endswith("requested")


async def test_formatting_that_marks_cannot_say_stays_until_its_text_is_changed(desk, editor, ann):
    await desk.drafts(editor)
    kept = Variant(text="Bitte lesen.", spans=(Span(start=0, end=5, style=Style.UNDERLINE),))
    async with desk.app.database.writing() as session:
        row = await announcements.numbered(session, 1)
        await composing.set_text(session, editor, row, Language.GERMAN, kept, desk.now)
    assert "Formatierungen aus Telegram" in await ann.sees(f"{CONSOLE}/1/edit")
    await ann.saves(f"{CONSOLE}/1/edit", **{"text-en": "Please read."})
    assert (await desk.row()).texts["de"]["spans"][0]["style"] == "underline"
    await ann.saves(f"{CONSOLE}/1/edit", **{"text-de": "Bitte **lesen**."})
    assert [span["style"] for span in (await desk.row()).texts["de"]["spans"]] == ["bold"]
