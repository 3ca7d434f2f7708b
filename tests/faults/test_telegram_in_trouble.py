"""What Telegram and the way to it may do wrong: nobody loses an answer, nobody gets a third copy, nobody waits for
somebody else's trouble (faults F8 to F11 and F26)."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.people import Person
from tests.faults.process import Assistant, Launcher, until
from tests.faults.residents import questions, residents

QUESTION = "Was sind Solarbänke?"


async def test_every_kind_of_trouble_stays_with_whom_it_meets(
    telegram: FakeTelegram, launcher: Launcher, full: bool, figure: Callable[[str], None], tmp_path: Path
) -> None:
    slow, blocked, unlucky, twice, half_open, late, cut, *others = people = residents(telegram, 27)
    async with Assistant(launcher, tmp_path, telegram) as assistant:
        await assistant.start()
        for person in people:
            await person.says("/start")
            await person.answer()
        before = len(telegram.record)
        pause = 30 if full else 3
        slowed = telegram.faults.too_many_requests(pause, hold=True, method="sendMessage", chat=slow)
        telegram.faults.forbidden(method="sendMessage", chat=blocked, times=None)
        telegram.faults.server_error(method="sendMessage", chat=unlucky, times=2)
        telegram.faults.server_error(method="sendMessage", chat=twice, takes_effect=True)
        if full:  # ten seconds of patience each
            telegram.faults.silence(method="sendMessage", chat=half_open, takes_effect=True)
            telegram.faults.late(12, method="sendMessage", chat=late)
        telegram.faults.cut(method="sendMessage", chat=cut, takes_effect=True)
        for person in (slow, blocked, half_open, late, cut):
            await person.says(QUESTION)
        waits = await asyncio.gather(*(answered_after(person, n) for n, person in enumerate(others)))
        for person in (unlucky, twice):  # these two make it pause for all, so that they come last
            await person.says(QUESTION)
        await until(assistant.is_settled, "every reply is out", within=120)

    asked = {person: telegram.record.of("sendMessage", person.id, before) for person in people}
    copies = {person: sum(call.took_effect for call in calls) for person, calls in asked.items()}
    waited = asked[slow][-1].at - asked[slow][0].at
    figure(
        f"Telegram in trouble: others answered within {max(waits):.2f} s; a 429 of {pause} s kept for {waited:.1f} s; "
        f"{sum(not copies[person] for person in people if person is not blocked)} lost, "
        f"at most {max(copies.values())} copies"
    )
    assert slowed.early == 0
    assert waited >= pause
    assert copies.pop(blocked) == 0
    assert len(asked[blocked]) == 1
    assert min(copies.values()) == 1
    assert max(copies.values()) == 2
    assert [copies[person] for person in (slow, unlucky, *others)] == [1] * (2 + len(others))
    assert max(waits) <= (3 if full else 10)
    assert not [line for line in assistant.log_lines() if line["level"] in {"error", "critical"}]


async def test_a_pause_that_is_meant_for_all_is_kept_by_all(
    telegram: FakeTelegram, launcher: Launcher, tmp_path: Path
) -> None:
    people = residents(telegram, 20)
    async with Assistant(launcher, tmp_path, telegram) as assistant:
        await assistant.start()
        for person in people:
            await person.says("/start")
            await person.answer()
        pause = telegram.faults.too_many_requests(3, hold=True, method="sendMessage")
        for person in people:
            await person.says(QUESTION)
        await until(lambda: all(len(person.messages) == 2 for person in people), "everybody has an answer", within=20)
        await until(assistant.is_settled, "every reply is out")
    assert pause.early <= 1  # the second who was refused told that it was not the first's own limit
    assert {len(person.messages) for person in people} == {2}


async def test_half_of_all_answers_a_page_for_people(
    telegram: FakeTelegram, launcher: Launcher, full: bool, tmp_path: Path
) -> None:
    """Nobody is lost, and Telegram is not hammered: at the most about a try a second while it is in trouble."""
    people = residents(telegram, 100 if full else 10)
    async with Assistant(launcher, tmp_path, telegram) as assistant:
        await assistant.start()
        trouble = telegram.faults.server_error(method="sendMessage", times=None, share=0.2)
        for number, person in enumerate(people):
            await person.says(questions()[number])
        await until(lambda: all(len(person.messages) == 2 for person in people), "everybody has an answer", within=300)
        telegram.faults.clear()
        await until(assistant.is_settled, "every reply is out")
    assert {len(person.messages) for person in people} == {2}
    assert trouble.hits < len(telegram.calls("sendMessage")) / 2


async def test_telegram_is_away_when_we_start(
    telegram: FakeTelegram, launcher: Launcher, full: bool, figure: Callable[[str], None], tmp_path: Path
) -> None:
    (ann,) = residents(telegram, 1)
    port = telegram.server.port
    await telegram.stop()
    async with Assistant(launcher, tmp_path, telegram) as assistant:
        await assistant.launch()
        await until(lambda: says_unreachable(assistant), "health says that Telegram is away")
        await asyncio.sleep(60 if full else 1)
        assert assistant.is_alive()

        await telegram.start(port=port)
        began = time.perf_counter()
        await ann.says(QUESTION)
        await ann.hears(2, timeout=60)
        back = time.perf_counter() - began
        assert await assistant.is_ready()
    figure(f"Telegram away at the start: the first answer {back:.1f} s after it was back")
    assert not [line for line in assistant.log_lines() if line["level"] in {"error", "critical"}]


async def test_lines_are_cut_for_a_while(
    telegram: FakeTelegram, launcher: Launcher, full: bool, figure: Callable[[str], None], tmp_path: Path
) -> None:
    """Nobody can say which of the cut sends arrived; here none did."""
    people = residents(telegram, 20)
    async with Assistant(launcher, tmp_path, telegram) as assistant:
        await assistant.start()
        telegram.faults.cut(times=None)
        for person in people:
            await person.says(QUESTION)  # the first ends the poll that was open already
        await until(lambda: says_unreachable(assistant), "health says that Telegram is away")
        await asyncio.sleep(60 if full else 2)
        tried = len(telegram.record)
        telegram.faults.clear()
        await until(lambda: all(len(person.messages) == 2 for person in people), "everybody has an answer", within=120)
        await until(assistant.is_settled, "every reply is out")
    lost = sum(len(person.messages) < 2 for person in people)
    figure(f"lines cut: {tried} calls meanwhile, {lost} of {len(people)} lost")
    assert {len(person.messages) for person in people} == {2}
    assert not [line for line in assistant.log_lines() if line["level"] in {"error", "critical"}]


async def says_unreachable(assistant: Assistant) -> bool:
    health = await assistant.health()
    return health.get("status") == "ok" and health.get("telegram") not in {None, "ok", "starting"}


async def answered_after(person: Person, number: int) -> float:
    """Ask something: the seconds until the answer."""
    began = time.perf_counter()
    await person.says(questions()[number])
    await person.answer(timeout=60)
    return time.perf_counter() - began
