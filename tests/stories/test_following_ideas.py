"""Ideas are looked at, supported, changed, withdrawn, taken over from paper; what is hidden stays hidden."""

import asyncio

import pytest

from bot.ideas.claiming import hash_of, new_code
from storage import ideas
from storage.ideas import Source, Stage
from tests.ideahouse import LIGHT, all_ideas, hands_in, presses, public_idea, says


async def set_stage(city, stage, number=1, **more):
    async with city.apps[0].database.writing() as session:
        row = await ideas.numbered(session, number)
        row.stage = stage
        for name, value in more.items():
            setattr(row, name, value)


async def test_ideas_are_supported_once_and_left_again(city):
    await public_idea(city)
    ann, bob = await city.known_person("Ann"), await city.known_person("Bob")
    listed = await says(ann, "/ideen")
    assert "I-0001 · Bänke am Elsterradweg" in listed.text
    card = await presses(ann, "Zur Idee I-0001")
    assert {"Unterstützen", "Alle Ideen"} <= set(card.buttons)
    assert any("Teilen" in label for label in card.buttons)
    assert "insgesamt: 1" in (await presses(ann, "Unterstützen", on=card)).text
    assert "schon" in (await presses(ann, "Unterstützen", on=card)).text
    await says(bob, "/start idea_1")
    assert "insgesamt: 2" in (await presses(bob, "Unterstützen")).text
    left = await presses(bob, "Nicht mehr unterstützen")
    assert "insgesamt: 1" in left.text
    assert "unterstützen Sie nicht" in (await presses(bob, "Nicht mehr unterstützen")).text
    (idea,) = await all_ideas(city)
    assert idea.support == 1


async def test_lists_are_paged_sorted_and_searched(city):
    for number in range(6):
        await public_idea(
            city, f"Wunsch Nummer {number} für alle", f"Wunsch {number}", support=number % 3,
            district="lusan" if number < 2 else None, field="field-mobility" if number == 5 else None,
        )  # fmt: skip
    ann = await city.known_person()
    first = await says(ann, "/ideen")
    assert [f"I-000{n}" in first.text for n in (6, 5, 4, 3, 2)] == [True, True, True, True, False]
    assert "1 bis 4 von 6" in first.text
    assert len(first.buttons) <= 6
    second = await presses(ann, "Weitere zeigen")
    assert "5 bis 6 von 6" in second.text
    await presses(ann, "Andere Auswahl")
    most = await presses(ann, "Meist unterstützte")
    assert most.text.index("I-0006") < most.text.index("I-0003") < most.text.index("I-0005")
    in_lusan = await says(ann, "/ideen lusan")
    assert "1 bis 2 von 2" in in_lusan.text
    assert "Wunsch 5" in (await says(ann, "/ideen mobilität")).text
    assert "Dazu gibt es noch keine Idee" in (await says(ann, "/ideen seilbahn")).text
    assert "Wunsch 3" in (await says(ann, "/ideen I-0004")).text


@pytest.mark.parametrize("stage", [Stage.RECEIVED, Stage.MODERATION, Stage.REFUSED, Stage.WITHDRAWN])
async def test_what_is_not_public_looks_like_what_does_not_exist(city, stage):
    await public_idea(city, "Ein geheimer Wunsch nach Lampen", "Geheim", stage=stage, reason="unclear")
    bob = await city.known_person("Bob")
    nothing = (await says(bob, "/ideen 4711")).text
    for words in ("/ideen 1", "/start idea_1", "/meine 1", "/ideen I-0001"):
        assert (await says(bob, words)).text == nothing
    for verb in ("idea", "idea_support", "idea_change", "idea_add", "idea_withdraw", "idea_withdrawn", "idea_answer"):
        await bob.forges_press(f"1:{verb}:1")
        shown = (await bob.hears())[-1]
        assert "Geheim" not in shown.text
        assert "Lampen" not in shown.text
    assert "Dazu gibt es noch keine" in (await says(bob, "/ideen lampen")).text
    (idea,) = await all_ideas(city)
    assert (idea.stage, idea.support) == (stage, 0)


async def test_own_ideas_show_what_was_promised_and_are_changed_until_the_city_has_begun(city):
    ann = await city.known_person()
    done = await hands_in(ann)
    listed = await says(ann, "/meine")
    assert "Prüfung bis Montag, 7. Dezember 2026" in listed.text
    await presses(ann, "Idee ändern", on=done)
    shown = await says(ann, "Am Elsterradweg sollten Lampen mit Bewegungsmelder stehen. Tel. 0365 1234567")
    assert "[Telefonnummer]" in shown.text
    await presses(ann, "Geschwärzt weiter")
    (idea,) = await all_ideas(city)
    assert "Bewegungsmelder" in idea.text
    assert "1234567" not in await city.everything_stored()
    await presses(ann, "Idee ändern", on=done)
    await set_stage(city, Stage.MODERATION)
    city.clock.passes(minutes=1)
    late = await says(ann, "Am Elsterradweg sollten rote Lampen stehen.")
    assert "als Ergänzung" in late.text
    await presses(ann, "Als Ergänzung", on=late)
    card = await presses(ann, "Zur Idee I-0001")
    assert "rote Lampen" in card.text
    assert "Idee ändern" not in card.buttons


async def test_a_question_of_the_city_is_answered_and_the_clock_goes_on(city):
    ann = await city.known_person()
    await hands_in(ann)
    await set_stage(city, Stage.MODERATION, asked_back="Welche Stelle meinen Sie?", clock_stands=city.clock.now())
    listed = await says(ann, "/meine")
    assert "Die Stadt wartet auf Ihre Antwort." in listed.text
    assert "Die Stadt fragt Sie: „Welche Stelle meinen Sie?“" in listed.text
    assert "eingegangen" not in listed.text
    assert listed.buttons[0] == "Antworten: I-0001"
    city.clock.passes(days=2)
    card = await says(ann, "/meine I-0001")
    assert "So antworten Sie" in card.text
    assert card.buttons[0] == "Rückfrage beantworten"
    await presses(ann, "Antworten: I-0001", on=listed)
    asked = await presses(ann, "Rückfrage beantworten", on=card)
    assert "Welche Stelle meinen Sie?" in asked.text
    assert "läuft weiter" in (await says(ann, "Die Stelle an der Brücke.")).text
    (idea,) = await all_ideas(city)
    assert (idea.asked_back, idea.clock_stands, idea.clock_rested) == ("", None, 2)


async def test_a_refused_idea_is_mended_once(city):
    ann = await city.known_person()
    await hands_in(ann)
    await set_stage(city, Stage.REFUSED, reason="unclear", answer="Bitte sagen Sie genauer, was Sie meinen.")
    await says(ann, "/meine")
    card = await presses(ann, "Zur Idee I-0001")
    label = next(label for label in card.buttons if label not in {"Zurückziehen", "Meine Ideen"})
    await presses(ann, label)
    assert "noch einmal eingereicht" in (await says(ann, "Sechs Lampen zwischen Brücke und Schule.")).text
    (idea,) = await all_ideas(city)
    assert (idea.stage, idea.mended) == (Stage.RECEIVED, True)
    await set_stage(city, Stage.REFUSED)
    assert "jetzt nicht" in (await presses(ann, label, on=card)).text


async def test_withdrawing_is_asked_and_then_final(city):
    ann = await city.known_person()
    done = await hands_in(ann)
    asked = await presses(ann, "Zurückziehen", on=done)
    assert "lässt sich nicht zurücknehmen" in asked.text
    await presses(ann, "Ja, zurückziehen")
    (idea,) = await all_ideas(city)
    assert (idea.stage, idea.clock_began) == (Stage.WITHDRAWN, None)
    assert "jetzt nicht" in (await presses(ann, "Ja, zurückziehen", on=asked)).text
    assert LIGHT not in (await says(ann, "/meine")).text


async def test_who_had_the_idea_does_not_support_it(city):
    ann = await city.known_person()
    await hands_in(ann)
    await set_stage(city, Stage.PUBLIC)
    await ann.forges_press("1:idea_support:1")
    assert "eigene Idee" in (await ann.hears())[-1].text
    (idea,) = await all_ideas(city)
    assert idea.support == 0


async def test_a_slip_of_paper_makes_an_idea_ones_own(city):
    code = new_code()
    await public_idea(city, stage=Stage.RECEIVED, source=Source.PAPER, claim=hash_of(code))
    ann, bob = await city.known_person("Ann"), await city.known_person("Bob")
    for _ in range(5):
        assert "gilt nicht" in (await says(bob, f"/meine {new_code()}")).text
    assert "zu viele falsche Codes" in (await says(bob, f"/meine {code}")).text
    assert "gehört jetzt zu Ihnen" in (await says(ann, f"/start claim_{code.replace('-', '')}")).text
    assert "I-0001" in (await says(ann, "/meine")).text
    city.clock.passes(hours=1)
    assert "gilt nicht" in (await says(bob, f"/meine {code}")).text
    assert code not in await city.everything_stored()


async def test_own_data_names_drafts_ideas_and_supports_and_goes_with_or_without_the_ideas(city):
    await public_idea(city)
    ann, bob = await city.known_person("Ann"), await city.known_person("Bob")
    for person in (ann, bob):
        await hands_in(person, f"Lampen am Radweg, wünscht sich {'eine' if person is ann else 'einer'} von uns.")
        await city.settled()
        await person.forges_press("1:idea_support:1")
        await person.hears()
        await says(person, "/idee Noch ein Entwurf für alle")
    told = await says(ann, "/meinedaten")
    for word in ("Noch ein Entwurf", "Ihre Idee I-0002", "Sie unterstützen I-0001"):
        assert word in told.text
    await set_stage(city, Stage.PUBLIC, 2)
    await set_stage(city, Stage.PUBLIC, 3)
    await says(ann, "/loeschen")
    await presses(ann, "Ja, alles löschen")
    await says(bob, "/loeschen")
    await presses(bob, "Alles, auch meine Ideen")  # what is heard may be a card that came meanwhile
    async with asyncio.timeout(10):
        while (await all_ideas(city))[0].support:  # noqa: ASYNC110 - the database says when
            await asyncio.sleep(0.02)
    first, hers, his = await all_ideas(city)
    assert (first.support, hers.stage, hers.author) == (0, Stage.PUBLIC, None)
    assert (his.stage, his.author) == (Stage.WITHDRAWN, None)


async def test_in_a_group_an_idea_is_shown_and_supported_elsewhere(city):
    await public_idea(city)
    ann = await city.known_person()
    group = city.telegram.group("Nachbarn", ann)
    group.add(city.telegram.bot)
    await group.hears()
    await ann.says("/ideen 1", in_=group)
    (card,) = await group.hears()
    assert "Bänke am Elsterradweg" in card.text
    assert "Unterstützen" not in card.buttons
    await ann.forges_press("1:idea_support:1", on=card)
    (idea,) = await all_ideas(city)
    assert idea.support <= 1
