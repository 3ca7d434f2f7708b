"""What the staff does with ideas, on both databases: who may, what is told to whom, what is undone."""

import asyncio
from datetime import timedelta

from bot.ideas import deeds, handling, linking, rulings
from bot.ideas.lifeline import Outcome, Reason, Ruling, Trouble
from bot.ideas.office import Done
from storage import lifelines, staff
from storage.database import Database
from storage.ideas import Stage
from tests.city import NOON
from tests.ideas.townhall import GERA, REASONED, WORDS, Townhall, public, version

DONE_SOON = Ruling(outcome=Outcome.WILL_BE_DONE, answer=REASONED, part_of="Ufer", when="Frühjahr 2027")
NO = Ruling(outcome=Outcome.NOT_FEASIBLE, answer=REASONED)


async def test_a_whole_life_is_told_to_author_and_supporters_once_each_step(hall: Townhall):
    id = await hall.idea()
    await public(hall, id)
    await hall.supports(id, "Mia", "Tom")
    for deed, more in [
        (handling.assign, {"unit": "Grünflächen"}),
        (rulings.decide, {"ruling": DONE_SOON}),
        (handling.finish, {"text": "Die Bänke stehen."}),
    ]:
        done = await hall.does("Anna", deed, id, seen=await version(hall, id), **more)
        assert isinstance(done, Done)
        assert done.told == 3
    row = await hall.row(id)
    assert (row.stage, row.outcome, row.unit, row.clock_began) == (Stage.DONE, "will-be-done", "Grünflächen", None)
    assert await hall.life(id) == ["received", "published", "assigned", "decided", "done"]
    told = await hall.told(f"idea:{id}:")
    assert {name: len(occasions) for name, occasions in told.items()} == {"Autorin": 4, "Mia": 3, "Tom": 3}
    assert all(len(set(occasions)) == len(occasions) for occasions in told.values())


async def test_of_two_who_accept_at_once_the_first_wins(hall: Townhall):
    for _ in range(5):
        id = await hall.idea()
        both = await asyncio.gather(
            *(hall.does(who, handling.accept, id, seen=0) for who in ("Anna", "Bert")), return_exceptions=False
        )
        assert sorted(type(each).__name__ for each in both) == ["Done", "Trouble"]
        assert (await hall.life(id)).count("published") == 1
        winner = ("Anna", "Bert")[0 if isinstance(both[0], Done) else 1]
        async with hall.database.reading() as session:
            assert (await hall.row(id)).holder == (await hall.member(session, winner)).id


async def test_what_one_has_taken_the_others_leave_alone_until_they_take_it_over(hall: Townhall):
    id = await hall.idea()
    await hall.does("Anna", handling.take, id)
    assert (await hall.row(id)).stage == Stage.MODERATION
    assert await hall.does("Bert", handling.take, id) is Trouble.TAKEN
    assert await hall.does("Bert", handling.accept, id, seen=1) is Trouble.TAKEN
    assert isinstance(await hall.does("Bert", handling.take, id, over=True), Done)
    await public(hall, id, "Bert")


async def test_what_somebody_has_who_left_the_staff_is_nobodys(hall: Townhall):
    id = await hall.idea()
    await hall.does("Anna", handling.take, id)
    async with hall.database.writing() as session:
        await staff.remove(session, "telegram:Anna")
    await public(hall, id, "Bert")


async def test_nobody_decides_on_words_they_have_not_seen(hall: Townhall):
    id = await hall.idea()
    async with hall.database.writing() as session:
        await deeds.change(session, id, "telegram:Autorin", deeds.Written(text="Lieber ein Klettergerüst."), NOON)
    assert await hall.does("Anna", handling.accept, id, seen=0) is Trouble.CHANGED
    assert (await hall.row(id)).stage == Stage.RECEIVED


async def test_a_refusal_holds_when_a_second_has_read_it(hall: Townhall):
    id = await hall.idea()
    done = await hall.does("Anna", rulings.refuse, id, seen=0, reason=Reason.UNCLEAR, text=WORDS)
    assert isinstance(done, Done)
    assert done.waits
    assert (await hall.row(id)).stage == Stage.RECEIVED
    assert set(await hall.told(f"idea-work:{id}:ruling")) == {"Bert", "Cem", "Leitung"}
    async with hall.database.reading() as session:
        ruling = await lifelines.ruling_on(session, id)
    assert ruling
    assert await hall.does("Anna", rulings.agree, id, ruling=ruling.id) is Trouble.SAME_READER
    agreed = await hall.does("Bert", rulings.agree, id, ruling=ruling.id)
    assert isinstance(agreed, Done)
    row = await hall.row(id)
    assert (row.stage, row.reason, row.answer, row.clock_began) == (Stage.REFUSED, "unclear", WORDS, None)
    assert set(await hall.told(f"idea:{id}:")) == {"Autorin"}
    assert await hall.does("Cem", rulings.agree, id, ruling=ruling.id) is Trouble.NO_RULING


async def test_of_two_second_readers_at_once_one_is_told_that_nothing_waits(hall: Townhall):
    id = await hall.idea()
    await hall.does("Anna", rulings.refuse, id, seen=0, reason=Reason.UNCLEAR, text=WORDS)
    both = await asyncio.gather(*(hall.does(who, rulings.agree, id, ruling=1) for who in ("Bert", "Cem")))
    assert {type(each).__name__ for each in both} == {"Done", "Trouble"}
    assert (await hall.life(id)).count("refused") == 1


async def test_any_change_in_between_makes_a_ruling_void(hall: Townhall):
    id = await hall.idea()
    await hall.does("Anna", rulings.refuse, id, seen=0, reason=Reason.UNCLEAR, text=WORDS)
    async with hall.database.writing() as session:
        await deeds.change(session, id, "telegram:Autorin", deeds.Written(text="Zwei Bänke am Ufer."), NOON)
    assert await hall.does("Bert", rulings.agree, id, ruling=1) is Trouble.CHANGED
    assert await hall.does("Bert", rulings.agree, id, ruling=1) is Trouble.NO_RULING
    assert (await hall.row(id)).stage == Stage.RECEIVED


async def test_not_feasible_needs_a_second_reader_and_the_other_outcomes_do_not(hall: Townhall):
    one, other = await hall.idea(), await hall.idea()
    await public(hall, one)
    await public(hall, other)
    waits = await hall.does("Anna", rulings.decide, one, seen=1, ruling=NO)
    assert isinstance(waits, Done)
    assert waits.waits
    holds = await hall.does("Anna", rulings.decide, other, seen=1, ruling=DONE_SOON)
    assert isinstance(holds, Done)
    assert not holds.waits
    assert isinstance(await hall.does("Bert", rulings.agree, one, ruling=1), Done)
    assert (await hall.row(one)).outcome == "not-feasible"


async def test_with_one_key_one_person_is_enough(database: Database):
    hall = Townhall(database, one_key=True)
    await hall.opens()
    id = await hall.idea()
    done = await hall.does("Anna", rulings.refuse, id, seen=0, reason=Reason.UNCLEAR, text=WORDS)
    assert isinstance(done, Done)
    assert not done.waits
    assert (await hall.row(id)).stage == Stage.REFUSED


async def test_who_does_not_agree_tells_the_first_reader(hall: Townhall):
    id = await hall.idea()
    await hall.does("Anna", rulings.refuse, id, seen=0, reason=Reason.UNCLEAR, text=WORDS)
    async with hall.database.writing() as session:
        dropped = await rulings.disagree(session, id, await hall.member(session, "Bert"), NOON, ruling=1)
    assert not isinstance(dropped, Trouble)
    assert set(await hall.told(f"idea-work:{id}:disagreed")) == {"Anna"}
    await public(hall, id)


async def test_all_that_is_wrong_with_a_refusal_is_said_at_once(hall: Townhall):
    id = await hall.idea()
    troubles = await hall.does("Anna", rulings.refuse, id, seen=0, reason="sowieso", text="Nein.")
    assert troubles == [Trouble.NO_REASON, Trouble.TOO_SHORT]


async def test_while_the_author_is_asked_the_clock_stands_and_then_it_goes_on(hall: Townhall):
    id = await hall.idea()
    await public(hall, id)
    await hall.does("Anna", handling.ask_back, id, seen=1, text=WORDS)
    row = await hall.row(id)
    assert (row.clock_stands, row.asked_back) == (NOON, WORDS)
    assert set(await hall.told(f"idea:{id}:")) == {"Autorin"}
    later = NOON + timedelta(days=7)
    async with hall.database.writing() as session:
        answered = await deeds.answer_back(session, id, "telegram:Autorin", deeds.Written(text="Am Ufer."), later, GERA)
        assert isinstance(answered, deeds.Done)
        assert answered.step
        await hall.office.telling.tell(session, answered.idea, answered.step, later)
    row = await hall.row(id)
    assert (row.clock_stands, row.asked_back, row.clock_rested) == (None, "", 5)
    assert set(await hall.told(f"idea-work:{id}:step")) == {"Anna"}


async def test_an_idea_of_nobody_cannot_be_asked_back(hall: Townhall):
    id = await hall.idea(author=None)
    assert await hall.does("Anna", handling.ask_back, id, seen=0, text=WORDS) is Trouble.NO_AUTHOR


async def test_a_step_back_needs_a_reason_that_everybody_reads(hall: Townhall):
    id = await hall.idea()
    await public(hall, id)
    await hall.does("Anna", rulings.decide, id, seen=1, ruling=DONE_SOON)
    assert await hall.does("Anna", handling.set_back, id, seen=2, text="Irrtum") is Trouble.TOO_SHORT
    done = await hall.does("Anna", handling.set_back, id, seen=2, text="Das Geld ist anders verplant, wir prüfen neu.")
    assert isinstance(done, Done)
    row = await hall.row(id)
    assert (row.stage, row.outcome, row.clock_days) == (Stage.ASSESSING, None, 30)
    assert "Autorin" in await hall.told(f"idea:{id}:{done.step.id if done.step else 0}")


async def test_news_of_a_project_reach_all_whose_ideas_are_part_of_it(hall: Townhall):
    one, other, elsewhere = [await hall.idea(name) for name in ("Ina", "Otto", "Uwe")]
    for id in (one, other, elsewhere):
        await public(hall, id)
    await hall.supports(other, "Mia")
    for id in (one, other):
        assert isinstance(await hall.does("Anna", linking.link, id, seen=1, part="Ufer  gestalten"), Done)
    spread = await hall.does("Anna", linking.spread, "Ufer gestalten", text="Der Bau beginnt nach Ostern.")
    assert [done.told for done in spread] == [1, 2]
    assert (await hall.life(elsewhere))[-1] == "published"


async def test_who_muted_an_idea_and_whom_nothing_reaches_are_not_told(hall: Townhall):
    from storage import people, supporters

    id = await hall.idea()
    await public(hall, id)
    await hall.supports(id, "Mia", "Tom", "Zoe")
    async with hall.database.writing() as session:
        await supporters.set_hears(session, "telegram:Mia", hears=False, idea=id)
        await people.set_reachable(session, "telegram:Tom", NOON)
    done = await hall.does("Anna", rulings.decide, id, seen=1, ruling=DONE_SOON)
    assert isinstance(done, Done)
    assert done.step
    assert set(await hall.told(f"idea:{id}:{done.step.id}")) == {"Autorin", "Zoe"}
