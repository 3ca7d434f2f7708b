"""A photo alone and a wish without the word idea: an idea is offered beside the answer, and nothing is kept before."""

from tests.ideahouse import draft, presses, says


async def test_a_wish_is_answered_and_offered_as_an_idea(city):
    ann = await city.known_person()
    await ann.says("warum gibt es keine bänke am museum")
    _, offer = await ann.hears(2)
    assert offer.text.startswith("Das klingt nach einem Wunsch für Gera.")
    assert offer.buttons == ["Als Idee einreichen"]
    assert await draft(city) is None
    assert "bänke am museum" not in await city.everything_stored()
    title = await presses(ann, "Als Idee einreichen")
    assert "Schritt 2 von 5" in title.text
    kept = await draft(city)
    assert kept is not None
    assert kept.text == "warum gibt es keine bänke am museum"


async def test_a_certain_answer_is_never_replaced_by_the_offer(city):
    ann = await city.known_person()
    await ann.says("man müsste mehr solarbänke aufstellen")
    answer, offer = await ann.hears(2)
    assert "Quelle:" in answer.text
    assert offer.buttons == ["Als Idee einreichen"]
    await ann.says("Wieso steht da kein Papierkorb? Die schmeißen ihr Zeug alle neben die Solarbank")
    (answer,) = await ann.hears()
    assert "Quelle:" in answer.text


async def test_a_defect_an_emergency_and_a_question_get_no_offer(city):
    ann = await city.known_person()
    for text in ("die laterne am museum ist kaputt", "es brennt am museum", "wo stehen die solarbänke"):
        await ann.says(text)
        assert all("Als Idee einreichen" not in reply.buttons for reply in await ann.hears())


async def test_whoever_cannot_be_pointed_at_writes_it_once_more(city):
    ann = await city.known_person()
    await ann.says("gera braucht ein freibad")
    await ann.hears(2)
    await ann.forges_press("1:idea_begin:wish", inaccessible=True)
    asked = (await ann.hears())[-1]
    assert "Bitte noch einmal" in asked.text
    assert "Schritt 1 von 5" in asked.text


async def test_a_photo_alone_begins_an_idea_with_a_yes_and_is_not_kept_before(city):
    ann = await city.known_person()
    await ann.sends_photo()
    (offer,) = await ann.hears()
    assert offer.text.startswith("Danke für das Foto.")
    assert "Idee mit diesem Foto" in offer.buttons
    assert await draft(city) is None
    asked = await presses(ann, "Idee mit diesem Foto")
    assert "Das Foto ist dabei." in asked.text
    assert "Schritt 1 von 5" in asked.text
    kept = await draft(city)
    assert kept is not None
    assert kept.photo
    await says(ann, "Am Elsterradweg ist es sehr dunkel, da sollten Lampen hin")
    preview = await presses(ann, "Gleich zur Vorschau")
    assert "Mit Foto" in preview.text


async def test_a_strangers_photo_can_begin_an_idea_too(city):
    bob = city.person("Bob")
    await bob.sends_photo()
    *_, offer = await bob.hears(2)
    assert "Idee mit diesem Foto" in offer.buttons
    await presses(bob, "Idee mit diesem Foto")
    kept = await draft(city)
    assert kept is not None
    assert kept.photo


async def test_in_the_form_ones_registrations_are_spoken_of_and_nothing_to_say_is_understood(city):
    ann = await city.known_person()
    await says(ann, "/idee Am Elsterradweg ist es sehr dunkel, da sollten Lampen hin")
    await presses(ann, "Behalten")
    place = await says(ann, "weiß ich nich")
    assert "Schritt 4 von 5" in place.text
    await ann.says("ich kann nicht kommen")
    none, place = await ann.hears(2)
    assert "für keinen Termin angemeldet" in none.text
    assert "Ihr Entwurf ist noch da:" in place.text
    await presses(ann, "Überspringen")
    assert "Von: Gera-" in (await says(ann, "hab leider keins")).text
