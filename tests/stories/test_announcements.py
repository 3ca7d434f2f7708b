"""An editor writes, a second person releases, residents get it once; what went wrong is put right."""

from storage.announcements import AnnouncementRow
from storage.deliveries import State
from storage.staff import Role


async def test_an_announcement_reaches_forty_residents_once_and_the_sums_add_up(newsroom):
    residents = await newsroom.residents(40)
    editor, publisher = await newsroom.released()
    assert (await newsroom.row()).state == "held"
    await newsroom.beats()
    assert "Freigegeben" in editor.messages[-1].text
    await newsroom.beats(seconds=30)
    assert await newsroom.account() == {}
    await newsroom.beats(3, seconds=31)
    for resident in residents:
        assert [seen.text for seen in resident.messages] == ["Der Workshop ist verlegt."]
    assert await newsroom.account() == {State.SENT: 40}
    await newsroom.beats(2, seconds=6)
    row = await newsroom.row()
    assert (row.state, row.audience, row.totals) == ("finished", 40, {"sent": 40})
    for key in (editor, publisher):
        assert any("40 von 40 haben" in seen.text for seen in key.messages)
        assert any("Angekommen: 40 von 40" in seen.text and seen.edited for seen in key.messages)


async def test_a_typing_error_is_corrected_in_every_message(newsroom):
    residents, editor, publisher = await newsroom.sent(5)
    await newsroom.opens_report(editor)
    await newsroom.presses(editor, "Berichtigen")
    await newsroom.presses(editor, "Deutsch")
    await newsroom.says(editor, "Der Workshop ist am 3. Dezember.")
    await newsroom.presses(editor, "Freigabe anfragen")
    await newsroom.beats()
    assert [resident.messages[0].text for resident in residents] == ["Der Workshop ist verlegt."] * 5
    await newsroom.presses(publisher, "Freigeben")
    await newsroom.beats(2)
    for resident in residents:
        (message,) = resident.messages
        assert message.edited
        assert message.text == "Der Workshop ist am 3. Dezember."
    assert await newsroom.account("announcement:1:correction:1") == {State.SENT: 5}
    await newsroom.opens_report(editor)
    assert "Berichtigung 1: Fertig gesendet" in editor.messages[-1].text


async def test_the_author_cannot_release_a_correction_either(newsroom):
    _, _, publisher = await newsroom.sent(1)
    await newsroom.opens_report(publisher)
    await newsroom.presses(publisher, "Berichtigen")
    await newsroom.presses(publisher, "Deutsch")
    await newsroom.says(publisher, "Neue Worte.")
    await newsroom.presses(publisher, "Freigabe anfragen")
    await newsroom.beats()
    assert "Freigeben" not in [label for seen in publisher.messages[-2:] for label in seen.buttons]


async def test_a_recall_deletes_what_is_young_enough_and_counts_the_rest(newsroom):
    residents, editor, _ = await newsroom.sent(3)
    await residents[0].deletes(residents[0].messages[0])
    await newsroom.opens_report(editor)
    await newsroom.presses(editor, "Zurückholen")
    await newsroom.presses(editor, "Ja, zurückholen")
    await newsroom.beats(2)
    assert [resident.messages for resident in residents] == [[], [], []]
    await newsroom.opens_report(editor)
    report = editor.messages[-1].text
    assert "gelöscht: 2" in report
    assert "schon weg: 1" in report


async def test_what_is_older_than_two_days_is_not_even_tried(newsroom):
    residents, editor, _ = await newsroom.sent(2)
    newsroom.city.clock.passes(hours=49)
    await newsroom.opens_report(editor)
    await newsroom.presses(editor, "Zurückholen")
    await newsroom.presses(editor, "Ja, zurückholen")
    await newsroom.beats(2)
    assert [len(resident.messages) for resident in residents] == [1, 1]
    await newsroom.opens_report(editor)
    assert "zu alt zum Löschen: 2" in editor.messages[-1].text


async def test_a_note_goes_to_exactly_those_who_got_it(newsroom):
    residents, editor, publisher = await newsroom.sent(3)
    newcomers = await newsroom.residents(2)
    await newsroom.opens_report(editor)
    await newsroom.presses(editor, "Hinweis senden")
    await newsroom.presses(editor, "Deutsch")
    await newsroom.says(editor, "Der Raum ist Nummer 7.")
    await newsroom.presses(editor, "Freigabe anfragen")
    await newsroom.beats()
    await newsroom.presses(publisher, "Freigeben")
    await newsroom.beats(2)
    assert [len(resident.messages) for resident in residents] == [2, 2, 2]
    assert "Der Raum ist Nummer 7." in residents[0].messages[-1].text
    assert [person.messages for person in newcomers] == [[], []]


async def test_a_stop_in_the_hold_and_nobody_has_got_anything(newsroom):
    residents = await newsroom.residents(3)
    editor, publisher = await newsroom.released()
    await newsroom.beats()
    await newsroom.presses(editor, "Stopp")
    await newsroom.beats(3, seconds=120)
    assert [resident.messages for resident in residents] == [[], [], []]
    assert (await newsroom.row()).state == "draft"
    assert any("Vor dem Senden gestoppt" in seen.text for seen in publisher.messages)


async def test_the_author_has_no_second_key_and_a_change_makes_the_request_void(newsroom):
    editor = await newsroom.member("Presse", Role.PUBLISHER)
    publisher = await newsroom.member("Leitung", Role.PUBLISHER)
    await newsroom.drafts(editor)
    await newsroom.asks_release(editor)
    await editor.forges_press("1:release:1:2:yes")
    await editor.hears()
    assert (await newsroom.row()).state == "requested"
    await newsroom.reopens(editor)
    await newsroom.presses(editor, "Ändern")
    await newsroom.says(editor, "Andere Worte.")
    await newsroom.presses(publisher, "Freigeben")
    assert "gilt nicht mehr" in publisher.messages[-1].text
    row = await newsroom.row()
    assert (row.state, row.releaser) == ("draft", None)


async def test_two_presses_at_once_are_one_release(newsroom):
    residents = await newsroom.residents(2)
    editor = await newsroom.member("Presse", Role.EDITOR)
    publishers = [await newsroom.member(name, Role.PUBLISHER) for name in ("Leitung", "Amt")]
    await newsroom.drafts(editor)
    await newsroom.asks_release(editor)
    for publisher in publishers * 2:
        await publisher.presses("Freigeben")
    await newsroom.all_taken()
    row = await newsroom.row()
    assert (row.state, row.run) == ("held", 1)
    await newsroom.beats(3, seconds=61)
    assert [len(resident.messages) for resident in residents] == [1, 1]


async def test_an_emergency_needs_a_typed_word_and_comes_at_night(newsroom):
    residents = await newsroom.residents(2, topic="workshops", quiet="00:00-23:59")
    _, publisher = await newsroom.released("Notfall")
    assert (await newsroom.row()).state == "requested"
    await newsroom.says(publisher, "ja")
    assert (await newsroom.row()).state == "requested"
    await newsroom.says(publisher, "Freigeben")
    assert (await newsroom.row()).state == "held"
    await newsroom.beats(2, seconds=61)
    assert [len(resident.messages) for resident in residents] == [1, 1]


async def test_everybody_gets_it_in_the_language_that_is_nearest(newsroom):
    german, simple, english = [
        (await newsroom.residents(1, language=language))[0] for language in ("de", "de-simple", "en")
    ]
    editor = await newsroom.member("Presse", Role.EDITOR)
    publisher = await newsroom.member("Leitung", Role.PUBLISHER)
    await newsroom.says(editor, "/rundruf")
    await newsroom.presses(editor, "Neuigkeit")
    await newsroom.says(editor, "Der Termin ist verlegt.", entities=[{"type": "bold", "offset": 4, "length": 6}])
    await newsroom.presses(editor, "Überspringen")
    await newsroom.says(editor, "The date has changed.")
    await newsroom.presses(editor, "Überspringen")
    await newsroom.says(editor, "Mehr dazu https://www.gera.de/termine")
    await newsroom.presses(editor, "Weiter")
    await newsroom.asks_release(editor)
    await newsroom.presses(publisher, "Freigeben")
    await newsroom.beats(2, seconds=61)
    assert german.messages[0].html == "Der <b>Termin</b> ist verlegt."
    assert simple.messages[0].html == german.messages[0].html
    assert english.messages[0] == "The date has changed."
    assert english.messages[0].keyboard["inline_keyboard"][0][0]["url"] == "https://www.gera.de/termine"


async def test_a_reply_is_kept_under_the_announcement_and_answered_as_a_group(newsroom):
    residents, editor, _ = await newsroom.sent(3)
    for resident, words in zip(residents, ["Wo ist der Workshop?", "wo ist der workshop", "Danke sehr."], strict=True):
        await newsroom.says(resident, words, reply_to=resident.messages[0])
        assert "weitergegeben" in resident.messages[-1].text
    await newsroom.opens_report(editor)
    assert "noch warten: 3" in editor.messages[-1].text
    await newsroom.presses(editor, "Antworten")
    assert "3 Antworten in 2 Gruppen" in editor.messages[-1].text
    await newsroom.presses(editor, "An Gruppe 1")
    await newsroom.says(editor, "Im Rathaus, Raum 7.")
    await newsroom.beats()
    assert ["Im Rathaus" in resident.messages[-1].text for resident in residents] == [True, True, False]


async def test_a_stranger_finds_no_command_of_the_staff(newsroom):
    ann = await newsroom.city.known_person()
    await ann.says("/rundruf")
    (answer,) = await ann.hears()
    assert "Rundruf" not in answer.text.replace("/rundruf", "")
    async with newsroom.app.database.reading() as session:
        assert await session.get(AnnouncementRow, 1) is None


async def test_the_report_comes_as_a_table_too(newsroom):
    _, editor, _ = await newsroom.sent(3)
    await newsroom.opens_report(editor)
    await newsroom.presses(editor, "Als Tabelle")
    await newsroom.all_taken()
    table = editor.messages[-1]
    assert table.file_name == "rundruf-1.csv"
    lines = table.file.decode("utf-8-sig").split("\r\n")
    assert {"angekommen;3", "alle zusammen;3"} <= set(lines)


async def test_whoever_has_another_role_finds_no_command_and_no_button_works(newsroom):
    _, editor, _ = await newsroom.sent(1)
    moderator = await newsroom.member("Moderation", Role.MODERATOR)
    await newsroom.says(moderator, "/rundruf")
    assert "Neuer Rundruf" not in moderator.messages[-1].buttons
    for forged in (
        "announce:1:recall:yes",
        "announce:new:news",
        "release:1:1:yes",
        "after:1:request",
        "second:1:x:yes",
    ):
        newsroom.city.clock.passes(seconds=2)
        await moderator.forges_press(f"1:{forged}")
        await moderator.hears()
    for forged in ("release:1:1:yes", "second:1:x:yes"):  # the editor is no second key
        newsroom.city.clock.passes(seconds=2)
        await editor.forges_press(f"1:{forged}")
        await editor.hears()
    await newsroom.all_taken()
    row = await newsroom.row()
    assert (row.state, row.run) == ("finished", 1)


async def test_buttons_that_nobody_made_do_no_harm(newsroom):
    editor = await newsroom.member("Presse", Role.ADMINISTRATOR)
    await newsroom.drafts(editor)
    verbs = (
        "",
        "x",
        "1",
        "1:",
        "1:x",
        "99:open",
        "1:step:x",
        "1:skip:x",
        "1:none:x",
        "1:topic:x",
        "1:answer:x",
        "²:open",
    )
    for verb in verbs:
        newsroom.city.clock.passes(seconds=2)
        await editor.forges_press(f"1:announce:{verb}")
        await editor.hears()
        await newsroom.all_taken()
        assert "Nummer" not in editor.messages[-1].text, verb  # an error would be told with its number
    for verb in ("after:1:x", "after:x", "second:1", "second:", "release:1", "release:1:x:yes", "release:x:1:yes"):
        newsroom.city.clock.passes(seconds=2)
        await editor.forges_press(f"1:{verb}")
        await editor.hears()
    await newsroom.all_taken()
    assert (await newsroom.row()).state == "draft"
