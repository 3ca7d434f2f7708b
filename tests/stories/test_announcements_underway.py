"""While an announcement is written and while it goes out: pause, trouble, plans, pictures, restarts, one key."""

import io

from PIL import Image

from storage.deliveries import State
from storage.staff import Role
from tests.newsroom import WINDOW, arrived


async def test_a_pause_takes_effect_within_a_chunk_and_nothing_is_lost_or_doubled(newsroom):
    residents = await newsroom.residents(150)
    editor, publisher = await newsroom.released()
    await newsroom.beats()
    going = await newsroom.going_out(residents, at_least=5)
    await newsroom.presses(publisher, "Pause")
    then = arrived(residents)
    await going
    assert then <= arrived(residents) <= then + WINDOW
    assert arrived(residents) < 150
    await newsroom.beats(2, seconds=10)
    assert arrived(residents) <= then + WINDOW
    newsroom.city.telegram.faults.clear()
    await newsroom.presses(editor, "Weiter senden")
    await newsroom.beats(2, seconds=6)
    assert [len(resident.messages) for resident in residents] == [1] * 150
    await newsroom.beats(seconds=6)
    assert (await newsroom.row()).totals == {"sent": 150}


async def test_whoever_has_not_got_it_does_not_get_it_after_a_cancel_and_the_sums_add_up(newsroom):
    residents = await newsroom.residents(150)
    editor, _ = await newsroom.released()
    await newsroom.beats()
    going = await newsroom.going_out(residents, at_least=5)
    await newsroom.presses(editor, "Abbrechen und Schluss")
    await going
    newsroom.city.telegram.faults.clear()
    await newsroom.beats(3, seconds=6)
    row, account = await newsroom.row(), await newsroom.account()
    assert row.state == "cancelled"
    assert row.totals == {str(state): number for state, number in account.items()}
    assert account[State.SENT] == arrived(residents) < 150
    assert sum(account.values()) == 150
    await newsroom.opens_report(editor)
    assert "Alle zusammen: 150" in editor.messages[-1].text


async def test_a_message_that_telegram_refuses_stops_by_itself_and_both_are_told(newsroom):
    residents = await newsroom.residents(20)
    editor, publisher = await newsroom.released()
    newsroom.city.telegram.faults.refuse(400, "Bad Request: wrong words", chat=residents, times=None)
    await newsroom.beats(2, seconds=61)
    await newsroom.beats(2, seconds=6)
    row, account = await newsroom.row(), await newsroom.account()
    assert (row.state, row.trouble) == ("paused", "Wrong words")
    assert account[State.FAILED] < 20
    assert sum(account.values()) == 20
    for key in (editor, publisher):
        assert any("mehrmals abgelehnt" in seen.text for seen in key.messages)


async def test_what_is_uncertain_is_shown_and_goes_out_again_when_the_author_says_so(newsroom):
    gone, lost, fine = await newsroom.residents(3)
    await gone.blocks()
    editor, _ = await newsroom.released()
    newsroom.city.telegram.faults.cut(method="sendMessage", chat=lost, times=1)
    await newsroom.beats(3, seconds=61)
    await newsroom.beats(2, seconds=6)
    assert (await newsroom.row()).state == "finished"
    assert (await newsroom.row()).totals.get("uncertain") == 1
    await newsroom.opens_report(editor)
    assert "Unsicher, ob angekommen: 1" in editor.messages[-1].text
    await newsroom.presses(editor, "Unsichere noch einmal")
    for _ in range(2):
        await newsroom.beats(seconds=6)
    assert [len(person.messages) for person in (lost, fine)] == [1, 1]
    assert (await newsroom.row()).totals["sent"] == 2


async def test_a_planned_announcement_waits_for_its_hour(newsroom):
    residents = await newsroom.residents(2)
    editor = await newsroom.member("Presse", Role.EDITOR)
    publisher = await newsroom.member("Leitung", Role.PUBLISHER)
    await newsroom.drafts(editor)
    await newsroom.presses(editor, "Zeit wählen")
    await newsroom.says(editor, "irgendwann")
    assert "verstehe ich nicht" in editor.messages[-1].text
    await newsroom.says(editor, "morgen 10:00")
    assert "Dienstag, 24. November 2026, 10:00 Uhr" in editor.messages[-1].text
    await newsroom.asks_release(editor)
    await newsroom.presses(publisher, "Freigeben")
    await newsroom.beats(2, seconds=61)
    assert (await newsroom.row()).state == "scheduled"
    await newsroom.beats(2, hours=21)
    assert arrived(residents) == 0
    await newsroom.beats(2, hours=1)
    assert [len(resident.messages) for resident in residents] == [1, 1]


async def test_an_hour_that_was_missed_by_far_is_not_made_up_for(newsroom):
    residents = await newsroom.residents(1)
    editor, _ = await newsroom.released()
    await newsroom.beats(2, hours=7)
    assert (await newsroom.row()).state == "draft"
    assert arrived(residents) == 0
    assert any("verpasst" in seen.text for seen in editor.messages)


async def test_a_picture_is_fetched_drawn_anew_and_described(newsroom):
    (resident,) = await newsroom.residents(1)
    editor = await newsroom.member("Presse", Role.EDITOR)
    publisher = await newsroom.member("Leitung", Role.PUBLISHER)
    photo = io.BytesIO()
    Image.new("RGB", (2300, 1150), "green").save(photo, "PNG")
    await newsroom.says(editor, "/rundruf")
    await newsroom.presses(editor, "Neuigkeit")
    await newsroom.says(editor, "Ein neuer Baum.")
    await newsroom.presses(editor, "Überspringen")
    await newsroom.presses(editor, "Überspringen")
    await editor.sends_photo(content=photo.getvalue())
    await editor.hears()
    assert "auf dem Bild" in editor.messages[-1].text
    await newsroom.says(editor, "Ein grüner Baum")
    await newsroom.presses(editor, "Überspringen")
    await newsroom.presses(editor, "Weiter")
    assert "wird noch geholt" in editor.messages[-1].text
    await newsroom.presses(editor, "Probe an mich")
    assert "Es fehlt noch etwas" in editor.messages[-1].text
    await newsroom.beats()
    await newsroom.reopens(editor)
    await newsroom.asks_release(editor)
    await newsroom.presses(publisher, "Freigeben")
    await newsroom.beats(2, seconds=61)
    (message,) = resident.messages
    assert (message.kind, message.text) == ("photo", "Ein neuer Baum.")
    with Image.open(io.BytesIO(message.file)) as picture:
        assert picture.size == (2048, 1024)


async def test_a_version_that_telegram_refuses_is_not_even_asked_for(newsroom):
    editor = await newsroom.member("Presse", Role.EDITOR)
    await newsroom.drafts(editor)
    await newsroom.holds_pushes(seconds=30)
    await newsroom.presses(editor, "Probe an mich")
    newsroom.city.telegram.faults.refuse(400, "Bad Request: wrong words", chat=editor, times=1)
    await newsroom.beats(seconds=31)
    newsroom.city.telegram.faults.clear()
    await newsroom.reopens(editor)
    await newsroom.presses(editor, "Freigabe anfragen")
    assert "Telegram hat die Probe abgelehnt" in editor.messages[-1].text
    assert (await newsroom.row()).state == "draft"


async def test_a_draft_survives_a_restart_and_a_word_of_danger(newsroom):
    editor = await newsroom.member("Presse", Role.EDITOR)
    await newsroom.says(editor, "/rundruf")
    await newsroom.presses(editor, "Notfall")
    await newsroom.city.stop_app(newsroom.app)
    newsroom.app = await newsroom.city.start_app()
    await editor.says("Es brennt in der Altstadt. Bitte schließen Sie die Fenster.")
    card, asked = await editor.hears(2)
    assert "112" in card.text
    assert "Einfacher Sprache" in asked.text
    assert (await newsroom.row()).texts["de"]["text"].startswith("Es brennt in der Altstadt")
    await newsroom.says(editor, "/abbrechen")
    await newsroom.presses(editor, "Entwurf behalten")
    assert (await newsroom.row()).state == "draft"
