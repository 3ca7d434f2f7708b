"""Announcements at their edges: one key, void requests, corrections underway, audit, forgetting, refusals, replies."""

from datetime import timedelta

from sqlalchemy import select

from bot.announcements import afterwards, replies
from bot.announcements.content import Variant
from bot.announcements.lifecycle import Refusal
from bot.announcements.reaching import What
from bot.people.retention import forget_what_is_over
from knowledge.entries import Language
from storage import announcements, audit, deliveries, people, staff
from storage.deliveries import DeliveryRow, State
from storage.staff import Role, StaffRow
from tests.city import NOON, City
from tests.newsroom import FAST, Newsroom, arrived


async def test_with_one_key_the_author_releases_and_everybody_sees_it(new_database, answers, tmp_path):
    async with City(new_database, answers, tmp_path, one_key=True, **FAST) as city:
        newsroom = Newsroom(city)
        (resident,) = await newsroom.residents(1)
        author = await newsroom.member("Presse", Role.PUBLISHER)
        await newsroom.drafts(author)
        assert "nur einem Schlüssel" in author.messages[-1].text
        await newsroom.asks_release(author)
        await newsroom.presses(author, "Freigeben")
        await newsroom.beats(2, seconds=61)
        assert len(resident.messages) == 1


async def test_a_new_time_makes_the_request_void_but_needs_no_new_test(newsroom):
    editor = await newsroom.member("Presse", Role.EDITOR)
    publisher = await newsroom.member("Leitung", Role.PUBLISHER)
    await newsroom.drafts(editor)
    await newsroom.asks_release(editor)
    await newsroom.reopens(editor)
    await newsroom.presses(editor, "Zeit wählen")
    await newsroom.says(editor, "morgen 10:00")
    await newsroom.presses(publisher, "Freigeben")
    assert "gilt nicht mehr" in publisher.messages[-1].text
    await newsroom.presses(editor, "Freigabe anfragen")
    await newsroom.beats()
    await newsroom.presses(publisher, "Freigeben")
    assert (await newsroom.row()).state == "held"


async def test_a_correction_while_it_goes_out_reaches_everybody_in_one_message(newsroom):
    """The deeds are called as the console calls them: the chat's own messages wait behind what is claimed."""
    residents = await newsroom.residents(150)
    editor, publisher = await newsroom.released()
    await newsroom.beats()
    going = await newsroom.going_out(residents, at_least=5)
    office = newsroom.app.offices.announcements
    now = newsroom.city.clock.now()
    async with newsroom.app.database.writing() as session:
        first, second = [await staff.of(session, f"telegram:{person.id}") for person in (editor, publisher)]
        row = await announcements.numbered(session, 1)
        followup = await afterwards.begin(session, first, row, What.CORRECTION, now)
        words = Variant(text="Neue Worte.")
        assert not await afterwards.set_text(session, first, row, followup, Language.GERMAN, words, now)
        assert not await afterwards.request(session, office, first, row, followup, now)
        mark = afterwards.fingerprint(followup)
        assert not await afterwards.release(session, office, second, row, followup, now, mark=mark)
    assert arrived(residents) < 150
    await going
    newsroom.city.telegram.faults.clear()
    for _ in range(3):
        await newsroom.beats(seconds=6)
    assert {tuple(seen.text for seen in resident.messages) for resident in residents} == {("Neue Worte.",)}
    assert (await newsroom.row()).totals == {"sent": 150}


async def test_every_deed_leaves_a_line_in_the_audit_and_no_words(newsroom):
    residents, *_ = await newsroom.sent(1)
    await newsroom.says(residents[0], "Eine Antwort", reply_to=residents[0].messages[0])
    async with newsroom.app.database.reading() as session:
        lines = await audit.latest(session, 100)
    deeds = [(line.who, line.deed.removeprefix("announcement.")) for line in reversed(lines)]
    done = list(dict.fromkeys(deed for _, deed in deeds))
    assert done == ["drafted", "changed", "tested", "requested", "released", "started", "finished"]
    assert ("staff:2", "released") in deeds
    assert {line.object for line in lines} == {"announcement:1"}


async def test_replies_are_forgotten_after_thirty_days(newsroom):
    residents, *_ = await newsroom.sent(1)
    await newsroom.says(residents[0], "Wo finde ich den Kräutergarten?", reply_to=residents[0].messages[0])
    assert "Kräutergarten" in await newsroom.city.everything_stored()
    newsroom.city.clock.passes(days=31)
    await forget_what_is_over(newsroom.app.database, newsroom.city.clock)
    assert "Kräutergarten" not in await newsroom.city.everything_stored()


async def test_whoever_has_said_stop_gets_nothing_once_more_that_may_not_have_arrived(newsroom):
    lost, fine = await newsroom.residents(2)
    editor, _ = await newsroom.released()
    newsroom.city.telegram.faults.cut(method="sendMessage", chat=lost, times=1)
    await newsroom.beats(3, seconds=61)
    await newsroom.beats(2, seconds=6)
    await newsroom.says(lost, "/stopp")
    await newsroom.opens_report(editor)
    await newsroom.presses(editor, "Unsichere noch einmal")
    await newsroom.beats(2, seconds=6)
    assert [len(person.messages) for person in (lost, fine)] == [1, 1]  # the answer to /stopp; the announcement
    assert (await newsroom.account()) == {State.SENT: 1, State.UNCERTAIN: 1}


async def test_the_report_adds_up_while_the_ledger_forgets(newsroom):
    residents = await newsroom.residents(2)
    async with newsroom.app.database.writing() as session:
        late = await people.lock(session, f"telegram:{residents[0].id}")
        late.digest = True
    editor, _ = await newsroom.released()
    await newsroom.beats(2, seconds=61)
    async with newsroom.app.database.writing() as session:
        row = await announcements.numbered(session, 1)
        assert await announcements.change(session, row, state="finished", totals={"sent": 2})
        await deliveries.forget(
            session, newsroom.city.clock.now() + timedelta(days=1)
        )  # one of the two; the other comes on Friday
    await newsroom.opens_report(editor)
    assert "Alle zusammen: 2" in editor.messages[-1].text


async def test_a_correction_that_telegram_refuses_again_and_again_comes_to_its_end(newsroom):
    residents, editor, publisher = await newsroom.sent(12)
    newsroom.city.telegram.faults.refuse(400, "Bad Request: wrong words", chat=residents, times=None)
    office = newsroom.app.offices.announcements
    async with newsroom.app.database.writing() as session:
        row, now = await announcements.numbered(session, 1), newsroom.city.clock.now()
        author, second = [await staff.of(session, f"telegram:{each.id}") for each in (editor, publisher)]
        followup = await afterwards.begin(session, author, row, What.CORRECTION, now)
        words = Variant(text="Der Workshop ist am Freitag.")
        assert not await afterwards.set_text(session, author, row, followup, Language.GERMAN, words, now)
        assert not await afterwards.request(session, office, author, row, followup, now)
        mark = afterwards.fingerprint(followup)
        assert not await afterwards.release(session, office, second, row, followup, now, mark=mark)
    await newsroom.beats(3, seconds=6)
    async with newsroom.app.database.reading() as session:
        (followup,) = await announcements.followups(session, announcement=1)
    assert followup.state == "finished"
    assert sum(followup.totals.values()) == 12


async def test_a_note_without_german_words_is_not_asked_for(newsroom):
    await newsroom.sent(1)
    office = newsroom.app.offices.announcements
    async with newsroom.app.database.writing() as session:
        row, now = await announcements.numbered(session, 1), newsroom.city.clock.now()
        author = await staff.numbered(session, row.author)
        note = await afterwards.begin(session, author, row, What.NOTE, now)
        words = Variant(text="The room has changed.")
        assert not await afterwards.set_text(session, author, row, note, Language.ENGLISH, words, now)
        assert await afterwards.request(session, office, author, row, note, now) == Refusal.INCOMPLETE


async def test_a_reply_is_kept_without_personal_data_and_answered_outside_quiet_hours(newsroom):
    (resident,), editor, _ = await newsroom.sent(1)
    await newsroom.says(resident, "Wo ist das? Ruf mich an: 0365 1234567", reply_to=resident.messages[0])
    assert "geschwärzt" in resident.messages[-1].text
    assert "1234567" not in await newsroom.city.everything_stored()
    office, night = newsroom.app.offices.announcements, NOON + timedelta(hours=10)
    async with newsroom.app.database.writing() as session:
        row = await announcements.numbered(session, 1)
        author = await staff.of(session, f"telegram:{editor.id}")
        stranger = StaffRow(id=99, role=Role.EDITOR)
        answer = {"leader": 1, "upto": 1, "text": "Im Rathaus."}
        assert await replies.answer(session, office, stranger, row, night, **answer) == Refusal.NOT_YOURS
        assert await replies.answer(session, office, author, row, night, **answer) == 1
    async with newsroom.app.database.reading() as session:
        moments = await session.scalars(select(DeliveryRow.not_before).where(DeliveryRow.occasion == "answer:1:1"))
        assert [moment.astimezone(newsroom.app.settings.zone).hour for moment in moments] == [8]
