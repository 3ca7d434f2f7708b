"""An idea is handed in through a chat: step by step, through restarts, questions, other languages and edits."""

from storage.ideas import Stage
from tests.ideahouse import LIGHT, all_ideas, draft, presses, public_idea, says, to_preview


async def test_an_idea_is_handed_in_step_by_step(city):
    ann = await city.known_person()
    asked = await says(ann, "/idee")
    assert "Schritt 1 von 5" in asked.text
    assert "Überspringen" not in asked.buttons
    title = await says(ann, LIGHT)
    assert "Schritt 2 von 5" in title.text
    assert "„Am Elsterradweg sollten Solarlampen stehen" in title.text
    assert "Zurück" in title.buttons
    field = await says(ann, "Licht am Elsterradweg")
    assert "Schritt 3 von 5" in field.text
    assert len(field.buttons) <= 6
    place = await presses(ann, "Mobilität")
    assert "Schritt 4 von 5" in place.text
    photo = await says(ann, "Untermhaus")
    assert "Schritt 5 von 5" in photo.text
    await ann.sends_photo()
    (preview,) = await ann.hears()
    for word in ("Licht am Elsterradweg", LIGHT, "Mobilität", "Untermhaus", "Mit Foto", "Von: Gera-", "Die Regeln"):
        assert word in preview.text
    assert await all_ideas(city) == []
    done = await presses(ann, "Einreichen")
    assert "I-0001" in done.text
    assert "Prüfung bis Montag, 7. Dezember 2026" in done.text
    assert {"Idee ändern", "Zurückziehen", "Meine Ideen"} <= set(done.buttons)
    (idea,) = await all_ideas(city)
    assert (idea.title, idea.text, idea.field, idea.district) == (
        "Licht am Elsterradweg", LIGHT, "field-mobility", "untermhaus",
    )  # fmt: skip
    assert idea.stage == Stage.RECEIVED
    assert idea.photo
    assert idea.author == f"telegram:{ann.id}"
    assert await draft(city) is None


async def test_the_same_press_twice_hands_in_once(city):
    ann = await city.known_person()
    preview = await to_preview(ann)
    await ann.presses("Einreichen")
    await ann.presses("Einreichen", on=preview)
    await ann.hears(2)
    again = await presses(ann, "Einreichen", on=preview)
    assert "Dieser Schritt ist erledigt" in again.text
    assert len(await all_ideas(city)) == 1


async def test_every_step_goes_on_after_a_restart(city):
    ann = await city.known_person()
    steps = ["/idee", LIGHT, "Licht", "2", "Lusan", "photo", "Einreichen"]
    for deed in steps:
        before = await draft(city)
        await city.stop_app(city.apps[0])
        await city.start_app()
        after = await draft(city)
        assert (before and (before.step, before.text)) == (after and (after.step, after.text))
        if deed == "photo":
            await ann.sends_photo()
            await ann.hears()
        elif deed == "Einreichen":
            await presses(ann, deed)
        else:
            await says(ann, deed)
    (idea,) = await all_ideas(city)
    assert (idea.title, idea.field, idea.district) == ("Licht", "field-mobility", "lusan")


async def test_a_similar_idea_is_joined_instead_of_repeated(city):
    number = await public_idea(city)
    ann = await city.known_person()
    await says(ann, "/idee")
    similar = await says(ann, "Am Elsterradweg fehlen Bänke für alte Leute zum Ausruhen")
    assert similar.buttons == ["Mitmachen: I-0001", "Nein, eine neue Idee", "Zurück", "Abbrechen"]
    assert "I-0001 · Bänke am Elsterradweg" in similar.text
    assert "sehr ähnlich" in similar.text
    card = await presses(ann, "Mitmachen: I-0001")
    assert "Ihr Entwurf wird dann gelöscht" in card.text
    joined = await presses(ann, "Ja, mitmachen")
    assert "Unterstützung insgesamt: 1" in joined.text
    assert "Von jetzt an schreibe ich Ihnen" in joined.text
    await presses(ann, "Grund dazuschreiben", on=joined)
    await says(ann, "Meine Mutter geht dort oft spazieren.")
    assert await draft(city) is None
    (idea,) = await all_ideas(city)
    assert (idea.id, idea.support) == (number, 1)
    assert "Meine Mutter geht dort oft spazieren." in await city.everything_stored()


async def test_who_finds_their_idea_new_goes_on_past_the_similar_ones(city):
    await public_idea(city)
    ann = await city.known_person()
    await says(ann, "/idee Am Elsterradweg fehlen Bänke für alte Leute zum Ausruhen")
    await city.stop_app(city.apps[0])
    await city.start_app()
    title = await presses(ann, "Nein, eine neue Idee")
    assert "Schritt 2 von 5" in title.text
    assert "Abbrechen" in title.buttons
    await presses(ann, "Zurück")
    title = await presses(ann, "Behalten")  # what was shown is not shown again
    assert "Schritt 2 von 5" in title.text
    preview = await presses(ann, "Gleich zur Vorschau")
    assert "Von: Gera-" in preview.text
    assert "I-0002" in (await presses(ann, "Einreichen")).text


async def test_below_similar_ideas_words_do_what_the_buttons_do(city):
    await public_idea(city)
    ann = await city.known_person()
    await says(ann, "/idee Am Elsterradweg fehlen Bänke für alte Leute zum Ausruhen")
    card = await says(ann, "1")
    assert "Ihr Entwurf wird dann gelöscht" in card.text
    await presses(ann, "Zurück")
    assert "Schritt 2 von 5" in (await says(ann, "nein, neu")).text


async def test_similar_ideas_come_again_only_if_a_later_step_brings_others(city):
    await public_idea(city)
    ann = await city.known_person()
    await says(ann, "/idee Am Elsterradweg fehlen Bänke für alte Leute zum Ausruhen")
    await presses(ann, "Nein, eine neue Idee")
    second = "Mehr Bänke für alte Leute am Elsterradweg zum Ausruhen aufstellen"
    await public_idea(city, second, "Bänke zum Ausruhen")  # somebody was quicker
    again = await presses(ann, "Gleich zur Vorschau")
    assert "I-0002" in again.text
    assert "I-0001" not in again.text
    assert "Von: Gera-" in (await presses(ann, "Nein, eine neue Idee")).text


async def test_a_question_in_between_is_answered_and_the_draft_stays(city):
    ann = await city.known_person()
    await says(ann, "/idee")
    await ann.says("wer bezahlt das?")
    answer, screen = await ann.hears(2)
    assert "Schritt 1 von 5" in screen.text
    assert "als Frage verstanden" in screen.text
    await says(ann, LIGHT)
    await ann.says("Was ist aus den Solarbänken geworden?")
    answer, screen = await ann.hears(2)
    assert "16. März 2022" in answer.text
    assert "Schritt 2 von 5" in screen.text
    await ann.says("Es brennt, Hilfe")
    assert "112" in (await ann.hears())[-1].text
    kept = await draft(city)
    assert kept is not None
    assert (kept.step, kept.text) == ("title", LIGHT)


async def test_personal_data_is_blacked_out_before_anything_is_stored(city):
    ann = await city.known_person()
    await says(ann, "/idee")
    shown = await says(ann, "Am Elsterradweg fehlt Licht, rufen Sie mich an: 0365 1234567")
    assert "[Telefonnummer]" in shown.text
    assert "1234567" not in await city.everything_stored()
    asked = await presses(ann, "Ungeschwärzt senden")
    assert "Diesmal schwärze ich nichts" in asked.text
    await says(ann, "Am Elsterradweg fehlt Licht, meine Nummer ist 0365 1234567")
    kept = await draft(city)
    assert kept is not None
    assert (kept.step, kept.flags) == ("title", "phone")
    await presses(ann, "Zurück")
    shown = await says(ann, "Am Elsterradweg fehlt Licht, meine Mail: ann@example.org")
    assert "[E-Mail-Adresse]" in shown.text
    assert "Schritt 2" in (await presses(ann, "Geschwärzt weiter")).text
    assert "example.org" not in await city.everything_stored()


async def test_an_edit_is_followed_until_the_idea_is_handed_in_and_offered_afterwards(city):
    ann = await city.known_person()
    await says(ann, "/idee")
    words = await ann.says(LIGHT)
    await ann.hears()
    await ann.edits("Am Elsterradweg sollten mehr Lampen stehen, bitte mit Bewegungsmelder.", words)
    (screen,) = await ann.hears()
    assert "Änderung ist übernommen" in screen.text
    assert "Schritt 2 von 5" in screen.text
    await presses(ann, "Behalten")
    for _ in range(3):
        await presses(ann, "Überspringen")
    await ann.edits("Am Elsterradweg ist es dunkel. Meine Nummer: 0365 1234567", words)
    (screen,) = await ann.hears()
    assert "geschwärzt" in screen.text
    await presses(ann, "Einreichen")
    await ann.edits("Doch lieber etwas anderes bitte.", words)
    offered = (await ann.hears())[-1]
    (idea,) = await all_ideas(city)
    assert "[Telefonnummer]" in idea.text
    assert "Idee ändern" in offered.buttons or "Idee ändern" in ann.messages[-2].buttons


async def test_an_old_button_shows_where_the_draft_stands(city):
    ann = await city.known_person()
    await says(ann, "/idee")
    title = await says(ann, LIGHT)
    await presses(ann, "Behalten")
    await presses(ann, "Überspringen")
    screen = await presses(ann, "Behalten", on=title)
    assert "Dieser Schritt ist erledigt. Sie sind hier: Schritt 4 von 5" in screen.text


async def test_a_draft_is_kept_or_thrown_away(city):
    ann = await city.known_person()
    await says(ann, "/idee")
    await says(ann, LIGHT)
    left = await says(ann, "/abbrechen")
    assert {"Entwurf behalten", "Verwerfen", "Weiter schreiben"} == set(left.buttons)
    await presses(ann, "Entwurf behalten")
    await ann.says("wer bezahlt das?")
    assert "Schritt" not in (await ann.hears())[-1].text
    city.clock.passes(days=2)
    goes_on = await says(ann, "/idee")
    assert "Sie haben noch einen Entwurf" in goes_on.text
    assert "Schritt 2 von 5" in goes_on.text
    await says(ann, "/abbrechen")
    await presses(ann, "Verwerfen")
    assert await draft(city) is None
    assert LIGHT not in await city.everything_stored()


async def test_start_in_the_middle_asks_first_and_keeps_the_link(city):
    ann = await city.known_person()
    await says(ann, "/idee")
    await says(ann, LIGHT)
    asked = await says(ann, "/start solar-benches")
    assert "Möchten Sie daran weiterschreiben" in asked.text
    await ann.presses("Zuerst zum Start", on=asked)
    shown = await ann.hears(2)
    assert any("Solarb" in seen.text for seen in shown)
    assert "Schritt 2 von 5" in (await presses(ann, "Weiter schreiben", on=asked)).text


async def test_another_language_changes_the_labels_and_not_the_words(city):
    ann = await city.known_person()
    await says(ann, "/idee")
    await says(ann, LIGHT)
    await ann.says("/sprache english")
    _, screen = await ann.hears(2)
    assert "Step 2 of 5" in screen.text
    assert "Solarlampen" in screen.text
    kept = await draft(city)
    assert kept is not None
    assert kept.language == "de"
