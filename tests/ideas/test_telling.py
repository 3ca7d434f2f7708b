"""Who sleeps through several steps of an idea is woken by one push: it tells the newest, and what else happened."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.ideas import handling, linking, rulings
from bot.ideas.lifeline import Outcome, Ruling
from bot.ideas.office import Done
from bot.ideas.telling import IdeaDrawing
from bot.texts import load_texts
from storage import claims, ideas, occasions, people
from storage.deliveries import Deed, DeliveryRow, State
from storage.pushes import OVERTAKEN
from tests.ideas.townhall import GERA, REASONED, WORDS, Townhall, version

NIGHT = datetime(2026, 11, 23, 22, tzinfo=UTC)
MORNING = datetime(2026, 11, 24, 7, tzinfo=UTC)
DONE_SOON = Ruling(outcome=Outcome.WILL_BE_DONE, answer=REASONED, part_of="Ufer", when="Frühjahr 2027")


async def sleeps(hall: Townhall, *names: str) -> None:
    for name in names:
        address = await hall.resident(name)
        async with hall.database.writing() as session:
            person = await people.lock(session, address)
            assert person
            person.quiet = "20:00-08:00"


async def pushes_of(hall: Townhall, name: str, state: State) -> list[DeliveryRow]:
    chosen = select(DeliveryRow).where(
        DeliveryRow.address == f"telegram:{name}", DeliveryRow.occasion.startswith("idea:"), DeliveryRow.state == state
    )
    async with hall.database.reading() as session:
        return list(await session.scalars(chosen.order_by(DeliveryRow.id)))


async def wakes(hall: Townhall, name: str) -> list[str]:
    """What leaves for somebody in the morning."""
    drawing = IdeaDrawing(textbook=load_texts(), zone=GERA)
    async with hall.database.writing() as session:
        due = [
            each
            for each in await claims.claim(session, "test", MORNING, 100, "telegram")
            if each.occasion.startswith("idea:") and each.deed == Deed.SEND and each.address == f"telegram:{name}"
        ]
        drawn = [await drawing.push(session, each) for each in due]
    return [f"{reply.title}\n{reply.text}\n{[button.label for button in reply.buttons]}" for reply in drawn if reply]


async def night(hall: Townhall) -> int:
    """Four steps between ten and eleven at night."""
    id = await hall.idea("Autorin", "Bänke am Ufer", stage=ideas.Stage.MODERATION)
    await sleeps(hall, "Autorin", "Tom")
    await hall.supports(id, "Tom")
    steps = (
        (handling.accept, {}),
        (handling.assign, {"unit": "Grünflächen"}),
        (rulings.decide, {"ruling": DONE_SOON}),
        (linking.discuss, {"event": "Workshop Grün"}),
    )
    for minutes, (deed, more) in enumerate(steps):
        done = await hall.does("Anna", deed, id, at=NIGHT + timedelta(minutes=minutes), seen=minutes, **more)
        assert isinstance(done, Done), done
    return id


@pytest.mark.parametrize("name", ["Autorin", "Tom"])
async def test_a_night_of_steps_is_one_push_with_all_that_happened(hall: Townhall, name: str):
    await night(hall)
    assert len(await pushes_of(hall, name, State.WAITING)) == 1
    assert [row.trouble for row in await pushes_of(hall, name, State.LAPSED)] == [OVERTAKEN] * 3
    (push,) = await wakes(hall, name)
    assert "Die Idee wurde besprochen: Workshop Grün." in push
    assert "Seit unserer letzten Nachricht ist außerdem geschehen:" in push
    assert "– 23. November 2026: veröffentlicht" in push
    assert "Grünflächen" in push
    assert REASONED in push, "what was decided stands in the push although something came after it"


async def test_each_idea_of_a_person_has_a_push_of_its_own(hall: Townhall):
    first, second = await night(hall), await night(hall)
    waiting = await pushes_of(hall, "Autorin", State.WAITING)
    assert {int(row.occasion.split(":")[1]) for row in waiting} == {first, second}
    assert len(waiting) == 2
    assert len(await wakes(hall, "Autorin")) == 2


async def test_what_was_told_is_not_told_again(hall: Townhall):
    id = await night(hall)
    for name in ("Autorin", "Tom"):
        async with hall.database.writing() as session:
            rows = [row.id for row in await pushes_of(hall, name, State.WAITING)]
            await claims.settle(session, [(row, 1) for row in rows], State.SENT, MORNING)
    await hall.does("Anna", handling.finish, id, at=MORNING - timedelta(hours=1), seen=await version(hall, id))
    (push,) = await wakes(hall, "Tom")
    assert "Die Idee ist erledigt." in push
    assert "außerdem geschehen" not in push


async def test_a_question_that_waits_for_an_answer_is_not_lost_behind_a_later_step(hall: Townhall):
    id = await hall.idea("Autorin", "Bänke am Ufer", stage=ideas.Stage.PUBLIC)
    await sleeps(hall, "Autorin")
    await hall.does("Anna", handling.ask_back, id, at=NIGHT, seen=0, text=WORDS)
    await hall.does("Anna", linking.discuss, id, at=NIGHT, seen=1, event="Workshop Grün")
    (push,) = await wakes(hall, "Autorin")
    assert WORDS in push
    assert "Rückfrage beantworten" in push


async def test_what_waits_no_more_is_not_counted_against_the_week(hall: Townhall):
    """Else the fourth step of one night would be told on Friday."""
    await night(hall)
    (row,) = await pushes_of(hall, "Tom", State.WAITING)
    assert not row.collected
    assert row.not_before == MORNING


async def test_the_staff_sees_what_became_of_the_pushes(hall: Townhall):
    id = await night(hall)
    async with hall.database.reading() as session:
        found = await occasions.outcomes(session, f"idea:{id}:")
    assert sum(count for _, state, trouble, count in found if (state, trouble) == (State.LAPSED, OVERTAKEN)) == 6
