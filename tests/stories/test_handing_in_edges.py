"""Handing in an idea, at the edges: what is no text, what is too long, strange, repeated, or said in a group."""

import pytest

from tests.ideahouse import all_ideas, draft, hands_in, presses, says


@pytest.mark.parametrize("deed", ["sends_sticker", "sends_voice", "shares_contact", "sends_poll"])
async def test_what_is_no_text_gets_a_hint_and_the_step_once_more(city, deed):
    ann = await city.known_person()
    await says(ann, "/idee")
    await getattr(ann, deed)()
    (screen,) = await ann.hears()
    assert "Schritt 1 von 5" in screen.text
    assert "speicher" in screen.text


async def test_a_photo_with_words_is_asked_about_and_may_be_a_defect(city):
    ann = await city.known_person()
    await ann.sends_album(3, caption="Dunkler Weg am Mühlgraben, hier fehlt Licht")
    (asked,) = await ann.hears()
    assert {"Eine Idee", "Etwas ist kaputt", "Nur eine Frage"} <= set(asked.buttons)
    defect = await presses(ann, "Etwas ist kaputt")
    told = ann.messages[-2].text if defect.text.startswith("Dunkler") else defect.text
    await city.settled()
    assert any("115" in seen.text for seen in ann.messages[-2:]), told
    assert ann.messages[-1].text == "Dunkler Weg am Mühlgraben, hier fehlt Licht"
    assert await draft(city) is None
    await ann.sends_photo(caption="Dunkler Weg am Mühlgraben, hier fehlt Licht")
    await ann.hears()
    title = await presses(ann, "Eine Idee")
    assert "Dunkler Weg am Mühlgraben, hier fehlt Licht" in title.text
    kept = await draft(city)
    assert kept is not None
    assert kept.photo


async def test_free_text_that_brings_an_idea_becomes_a_draft(city):
    ann = await city.known_person()
    asked = await says(ann, "ich hab da eine idee")
    assert "Schritt 1 von 5" in asked.text
    await says(ann, "abbrechen")
    await presses(ann, "Verwerfen")
    title = await says(ann, "Mein Vorschlag wäre ein Bücherschrank in Debschwitz")
    assert "Das verstehe ich als Idee" in title.text
    await presses(ann, "Behalten")
    place = await presses(ann, "Überspringen")
    assert "Debschwitz" in place.buttons
    await says(ann, "/abbrechen")
    await presses(ann, "Verwerfen")
    answer = await says(ann, "wer hat den ideenwettbewerb gewonnen")
    assert "Schritt" not in answer.text


async def test_a_text_that_is_too_long_is_said_and_nothing_is_cut(city):
    ann = await city.known_person()
    await says(ann, "/idee")
    told = await says(ann, "Mehr Licht. " * 200)
    assert "2399 Zeichen, Platz ist für 2000" in told.text
    await ann.says("Mehr Licht bitte. " * 300)  # Telegram makes two messages of it
    first, rest = await ann.hears(2)
    assert "Platz ist für 2000" in first.text
    assert "gehört wohl noch zu dem langen Text" in rest.text
    kept = await draft(city)
    assert kept is not None
    assert kept.text == ""


async def test_strange_signs_are_shown_as_they_were_typed(city):
    ann = await city.known_person()
    text = "Mehr {user.id} {{7*7}} %s <b>Bäume</b> \u202eam Markt\x00 & $x"
    done = await hands_in(ann, text)
    assert "I-0001" in done.text
    (idea,) = await all_ideas(city)
    assert idea.text == "Mehr {user.id} {{7*7}} %s <b>Bäume</b> am Markt & $x"


async def test_the_same_idea_is_not_handed_in_twice(city):
    ann = await city.known_person()
    await hands_in(ann)
    await city.settled()
    again = await hands_in(ann)
    assert "schon eingereicht: I-0001" in again.text
    assert len(await all_ideas(city)) == 1


async def test_in_a_group_the_way_leads_to_two(city):
    ann = await city.known_person()
    group = city.telegram.group("Nachbarn", ann)
    group.add(city.telegram.bot)
    await group.hears()
    await ann.says("/idee", in_=group)
    (told,) = await group.hears()
    assert "zu zweit" in told.text
    assert await draft(city) is None


async def test_nothing_personal_gets_into_logs_or_tables(city, caplog):
    caplog.set_level("DEBUG")
    ann = await city.known_person("Zacharias", username="zacharias_user")
    await says(ann, "/idee")
    await says(ann, "Licht am Radweg, Fragen an mich: 0365 1234567, zacharias@example.org, DE89 3704 0044 0532 0130 00")
    await presses(ann, "Geschwärzt weiter")
    await says(ann, "Anruf unter 0171 7654321")
    await presses(ann, "Behalten")
    await presses(ann, "Überspringen")
    await ann.sends_location()
    await ann.hears()
    await presses(ann, "Überspringen")
    await presses(ann, "Überspringen")
    await presses(ann, "Einreichen")
    await ann.shares_contact()
    await ann.hears()
    # The library's own debugging repeats what Telegram answers; `bot/logs.py` never lets it speak that low.
    records = [record for record in caplog.records if not record.name.startswith("telegram.")]
    said = [f"{record.name}: {record.getMessage()}" for record in records]
    everything = "\n".join([await city.everything_stored(), *said])
    for marker in ("1234567", "7654321", "example.org", "3704", "Zacharias", "zacharias", "+49", "50.8", "12.0"):
        where = [line[:60] for line in everything.splitlines() if marker in line]
        assert where == [], marker
