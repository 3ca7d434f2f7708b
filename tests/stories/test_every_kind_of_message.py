"""Whatever a person sends gets a sensible reply, and nothing of it is kept (product.md, table 4.3)."""

import pytest


@pytest.mark.parametrize(
    ("deed", "word"),
    [
        ("sends_sticker", "Ein Bild allein"),
        ("sends_dice", "Ein Bild allein"),
        ("sends_animation", "Ein Bild allein"),
        ("sends_voice", "Sprachnachrichten"),
        ("sends_video", "Videos"),
        ("sends_video_note", "Videos"),
        ("sends_document", "Dateien"),
        ("sends_photo", "Ansehen kann ich es nicht"),
        ("sends_location", "Standort"),
        ("sends_venue", "Standort"),
        ("sends_poll", "Umfragen"),
        ("shares_contact", "Ich speichere keine Telefonnummern"),
    ],
)
async def test_something_that_is_no_text_gets_a_friendly_hint(city, deed, word):
    ann = await city.known_person()
    await getattr(ann, deed)()
    (answer,) = await ann.hears()
    assert word in answer.text


async def test_a_photo_with_a_question_below_is_answered(city):
    ann = await city.known_person()
    await ann.sends_photo(caption="was ist aus den solarbänken geworden")
    (answer,) = await ann.hears()
    assert "16. März 2022" in answer.text


async def test_an_album_is_answered_once(city):
    ann = await city.known_person()
    await ann.sends_album(4, caption="wo stehen die solarbänke")
    (answer,) = await ann.hears()
    assert "Hauptbahnhof" in answer.text
    await ann.says("danke")
    await ann.hears()
    assert len([message for message in ann.messages if "Hauptbahnhof" in message.text]) == 1


async def test_a_forwarded_message_is_read_as_text(city):
    ann = await city.known_person()
    await ann.forwards("was ist aus den solarbänken geworden")
    (answer,) = await ann.hears()
    assert "16. März 2022" in answer.text


async def test_an_edited_question_is_answered_anew(city):
    ann = await city.known_person()
    await ann.says("wie hoch ist der eiffelturm in metern")
    await ann.hears()
    await ann.edits("was ist aus den solarbänken geworden")
    (answer,) = await ann.hears()
    assert "16. März 2022" in answer.text


async def test_a_live_location_is_answered_once_and_its_movement_ignored(city):
    ann = await city.known_person()
    live = await ann.sends_live_location()
    (answer,) = await ann.hears()
    assert "Standort" in answer.text
    for step in range(5):
        await ann.moves(live, 50.88 + step / 1000, 12.08)
    await ann.says("/hilfe")
    (help_text,) = await ann.hears()
    assert "/themen" in help_text.text


async def test_nothing_of_a_person_is_in_the_database(city):
    ann = await city.known_person("Zacharias-Name", username="zacharias_user", last_name="Marker-Nachname")
    await ann.shares_contact()
    await ann.hears()
    await ann.sends_location()
    await ann.hears()
    await ann.says("mein geheimes wort ist quittengelee")
    await ann.hears()
    await city.settled()
    everything = await city.everything_stored()
    for marker in ("Zacharias", "zacharias_user", "Marker", "quittengelee", "+49", "50.8", "12.0"):
        assert marker not in everything
