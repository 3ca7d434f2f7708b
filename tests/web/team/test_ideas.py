"""Ideas in the console, in a real browser: decided, read by a second, merged, done for several; usable by everybody."""

import os
import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from bot.ideas.lifeline import Reason
from storage import ideas, lifelines, supporters
from storage.ideas import IdeaRow, Stage
from storage.lifelines import Milestone
from storage.staff import Role
from tests.web.access import check
from tests.web.team.desk import Desk
from tests.web.team.test_announcements_access import DESK, HOSTILE, PHONE
from tests.web.team.test_announcements_journey import press

pytestmark = pytest.mark.browser

SHOTS = os.environ.get("SHOTS")
REASONED = "Zwei Bänke mit Lehne kommen im Frühjahr an den Weg am Ufer. Bezahlt wird das aus dem Topf für Grün."
WORDS = "Bitte schreiben Sie, an welchem Weg die Bänke stehen sollen."


async def an_idea(desk: Desk, title: str = "Bänke am Ufer", text: str = "Am Ufer fehlen Bänke.", **about) -> int:
    async with desk.app.database.writing() as session:
        row = await ideas.add(
            session,
            IdeaRow(
                **{
                    "author": "browser:ann", "pseudonym": "Gera-Ahorn 7", "title": title, "text": text,
                    "language": "de", "handed_in": desk.now, "stage": Stage.RECEIVED, "clock_began": desk.now,
                    "clock_days": 10, "support": 0, "version": 0, **about,
                }
            ),
        )  # fmt: skip
        await lifelines.grow(session, row.id, Milestone.RECEIVED, desk.now)
        return row.id


async def shot(page: Page, name: str) -> None:
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


async def row(desk: Desk, id: int) -> IdeaRow:
    async with desk.app.database.reading() as session:
        found = await ideas.look_at(session, id)
    assert found
    return found


async def test_an_idea_is_published_and_decided_with_all_mistakes_at_once_and_nothing_lost(desk: Desk):
    anna = await desk.member(Role.MODERATOR, "Anna")
    id = await an_idea(desk)
    page = (await desk.signs_in(anna, "/team/ideas")).page
    await page.get_by_role("link", name=re.compile("Öffnen.*I-0001")).click()
    await press(page, "Veröffentlichen")
    await expect(page.get_by_role("status")).to_contain_text("Getan")
    await page.get_by_text("Entscheiden", exact=True).first.click()
    form = page.locator("form[action$='/act/decide']")
    await form.get_by_label("Entscheidung").select_option("will-be-done")
    await form.get_by_label("Text", exact=True).fill("Machen wir.")
    await form.get_by_role("button", name="Entscheiden").click()
    await expect(page.get_by_role("alert")).to_contain_text("steht noch da")
    form = page.locator("form[action$='/act/decide']")
    for wrong in ("zu kurz", "Projekt", "bis wann"):
        await expect(form.locator(".wrong", has_text=wrong)).to_have_count(1)
    assert await form.get_by_label("Text", exact=True).input_value() == "Machen wir."
    assert await form.get_by_label("Entscheidung").input_value() == "will-be-done"
    await shot(page, "mistakes")
    await form.get_by_label("Text", exact=True).fill(REASONED)
    await form.get_by_label("Projekt oder Maßnahme").fill("Ufer gestalten")
    await form.get_by_label("Bis wann").fill("Frühjahr 2027")
    await form.get_by_role("button", name="Entscheiden").click()
    await expect(page.get_by_role("status")).to_contain_text("Getan")
    decided = await row(desk, id)
    assert (decided.stage, decided.outcome, decided.answer) == (Stage.DECIDED, "will-be-done", REASONED)


async def test_a_second_reads_what_the_first_cannot_agree_to(desk: Desk):
    anna, bert = await desk.member(Role.MODERATOR, "Anna"), await desk.member(Role.MODERATOR, "Bert")
    id = await an_idea(desk)
    page = (await desk.signs_in(anna, f"/team/ideas/{id}")).page
    await page.get_by_text("Ablehnen", exact=True).first.click()
    form = page.locator("form[action$='/act/refuse']")
    await form.get_by_label("Grund").select_option(Reason.UNCLEAR.value)
    await form.get_by_label("Text", exact=True).fill(WORDS)
    await form.get_by_role("button", name="Ablehnen").click()
    await expect(page.get_by_role("status")).to_contain_text("zweite Person")
    assert await page.get_by_role("button", name="Zustimmen", exact=True).count() == 0
    other = (await desk.signs_in(bert, "/team")).page
    await expect(other.get_by_text("eine Ablehnung wartet auf eine zweite Person")).to_have_count(1)
    await other.goto(f"{desk.site.url}/team/ideas/{id}")
    await shot(other, "ruling")
    await press(other, "Zustimmen")
    await expect(other.get_by_role("status")).to_contain_text("Zugestimmt")
    assert (await row(desk, id)).stage == Stage.REFUSED


async def test_two_are_looked_at_side_by_side_merged_and_parted(desk: Desk):
    anna = await desk.member(Role.MODERATOR, "Anna")
    one = await an_idea(desk, stage=Stage.PUBLIC)
    other = await an_idea(desk, "Sitze am Ufer", author="browser:bob", stage=Stage.PUBLIC)
    async with desk.app.database.writing() as session:
        held = await ideas.numbered(session, one)
        assert held
        await supporters.join(session, held, "browser:mia", desk.now)
    visit = await desk.signs_in(anna, f"/team/ideas/{one}", viewport=DESK)
    page = visit.page
    await page.get_by_text("Zusammenführen", exact=True).first.click()
    await page.get_by_label("Zusammenführen mit").fill("I-0002")
    await press(page, "Nebeneinander ansehen")
    await expect(page.get_by_role("heading", level=2)).to_have_count(2)
    await check(visit)
    await shot(page, "merge")
    await press(page, "I-0001 in I-0002 zusammenführen")
    assert ((await row(desk, one)).stage, (await row(desk, other)).support) == (Stage.MERGED, 2)
    await press(page, "Wieder trennen")
    assert ((await row(desk, one)).stage, (await row(desk, other)).support) == (Stage.PUBLIC, 0)


async def test_one_deed_for_several_and_what_does_not_go_keeps_its_tick(desk: Desk):
    anna, bert = await desk.member(Role.MODERATOR, "Anna"), await desk.member(Role.MODERATOR, "Bert")
    for number in range(3):
        await an_idea(desk, f"Bank {number}", holder=bert.id if number == 1 else None)
    visit = await desk.signs_in(anna, "/team/ideas")
    page = visit.page
    await press(page, "Mit allen tun")
    await expect(page.get_by_role("alert")).to_contain_text("mindestens eine")
    for number in (1, 2, 3):
        await page.locator(f"#idea-{number}").check()
    await page.get_by_label("Was", exact=True).select_option("accept")
    await press(page, "Mit allen tun")
    await expect(page.get_by_role("alert")).to_contain_text("I-0002: Jemand anders hat die Idee übernommen.")
    assert await page.locator("#idea-2").is_checked()
    assert [(await row(desk, id)).stage for id in (1, 2, 3)] == [Stage.PUBLIC, Stage.RECEIVED, Stage.PUBLIC]


async def test_templates_are_kept_used_and_deleted_and_news_reach_the_ideas_of_a_project(desk: Desk):
    anna = await desk.member(Role.MODERATOR, "Anna")
    id = await an_idea(desk, stage=Stage.PUBLIC, part_of="Ufer gestalten")
    visit = await desk.signs_in(anna, "/team/idea-words")
    page = visit.page
    await press(page, "Speichern")
    await expect(page.locator(".wrong")).to_have_count(2)
    await page.get_by_label("Name der Vorlage").fill("Wo genau?")
    await page.get_by_label("Text", exact=True).fill(WORDS)
    await press(page, "Speichern")
    await page.get_by_label("Was ist neu?").fill("Der Bau beginnt nach Ostern.")
    await press(page, "Allen schreiben")
    await expect(page.get_by_role("status")).to_contain_text("Neuigkeit")
    await check(visit)
    await page.goto(f"{desk.site.url}/team/ideas/{id}")
    await page.get_by_text("Rückfrage", exact=True).first.click()
    form = page.locator("form[action$='/act/ask_back']")
    await form.get_by_label("Oder eine Vorlage").select_option(label="Wo genau?")
    await form.get_by_role("button", name="Rückfrage").click()
    assert (await row(desk, id)).asked_back == WORDS
    await page.goto(f"{desk.site.url}/team/idea-words")
    await page.get_by_role("button", name=re.compile("Löschen.*Wo genau")).click()
    await expect(page.get_by_text("Es gibt noch keine Vorlage")).to_have_count(1)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_page_at_every_width_in_both_lights(desk: Desk, size: dict, scheme: str):
    anna = await desk.member(Role.ADMINISTRATOR, "Anna")
    hostile = "\n".join(HOSTILE)
    ids = [
        await an_idea(desk, text=hostile, title=HOSTILE[number], stage=stage, outcome="partly", answer=hostile,
                      reason="unclear", flags="phone", unit=HOSTILE[1])
        for number, stage in enumerate((Stage.RECEIVED, Stage.PUBLIC, Stage.ASSESSING, Stage.DECIDED, Stage.REFUSED))
    ]  # fmt: skip
    visit = await desk.signs_in(anna, viewport=size, color_scheme=scheme)
    for path in ("/team/ideas?group=all", "/team/idea-words", *(f"/team/ideas/{id}" for id in ids)):
        await visit.page.goto(desk.site.url + path)
        for summary in await visit.page.locator("summary").all():
            await summary.click()
        await check(visit)
        await shot(visit.page, f"{size['width']}-{scheme}-{path.rpartition('/')[2].partition('?')[0]}")
    assert "<script>alert(1)</script>" in await visit.page.locator("main").inner_text()
