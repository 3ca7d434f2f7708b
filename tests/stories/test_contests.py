"""A contest of ideas, from its announcement to the prize, and an idea that needs its place."""

from datetime import timedelta

from bot.ideas import contests as deeds
from storage import contests, staff
from storage.contests import ContestRow
from storage.ideas import Stage
from storage.staff import Role
from tests.city import NOON, City
from tests.ideahouse import LIGHT, STEPS, all_ideas, draft, presses, says, to_preview

CATEGORIES = ["Familien", "Schulklassen", "Vereine", "Ältere", "Betriebe"]


async def a_contest(city: City, **other: object) -> int:
    """Open for a week from now on."""
    async with city.apps[0].database.writing() as session:
        usual = {
            "words": {"de": {"title": "Gera leuchtet", "text": "Wo soll es heller werden?"}},
            "opens": NOON, "closes": NOON + timedelta(days=7), "categories": CATEGORIES,
            "prizes": ["1. Preis", "2. Preis"], "announced": NOON,
        }  # fmt: skip
        return (await contests.add(session, ContestRow(**(usual | other)))).id


async def test_an_idea_takes_part_wins_and_its_author_hears_it(city: City):
    ann = await city.known_person()
    assert "keinen Ideenwettbewerb" in (await says(ann, "/wettbewerb")).text
    number = await a_contest(city)
    told = await says(ann, "/wettbewerb")
    await ann.says("gibt es gerade einen ideenwettbewerb?")
    first, *earlier = await ann.hears(2)
    assert "Gera leuchtet" in first.text
    assert any("2020" in each.text for each in earlier)
    for words in ("Gera leuchtet", "Offen bis Montag, 30. November 2026", "Vereine", "1. Preis"):
        assert words in told.text

    asked = await to_preview(ann)
    assert "Soll Ihre Idee daran teilnehmen?" in asked.text
    assert "5. Betriebe" in asked.text
    assert len(asked.buttons) <= 6
    more = await presses(ann, "Weitere zeigen")
    assert "Betriebe" in more.buttons
    preview = await presses(ann, "Betriebe")
    assert "Wettbewerb: Gera leuchtet (Betriebe)" in preview.text
    assert "I-0001" in (await presses(ann, "Einreichen")).text
    (idea,) = await all_ideas(city)
    assert (idea.contest, idea.category) == (number, "Betriebe")

    city.clock.passes(days=8)
    assert "Die Jury wählt aus" in (await says(ann, "/wettbewerb")).text
    app = city.apps[0]
    async with app.database.writing() as session:
        staff.add(session, address="telegram:99", name="Ideenbüro", role=Role.MODERATOR, now=NOON)
        await session.flush()
        by, contest = await staff.of(session, "telegram:99"), await contests.numbered(session, number)
        assert by
        assert contest
        (entry,) = await contests.entries(session, number)
        entry.stage = Stage.PUBLIC
        assert await deeds.judge(session, contest, {entry.id: 1}, by, city.clock.now()) is None
        assert await deeds.publish(session, contest, by, city.clock.now(), app.offices.ideas.telling.tell) is None
    await city.beats("deliveries by telegram")
    heard = await ann.hears()
    assert any("1. Preis (Gera leuchtet)" in each.text for each in heard)
    over = await says(ann, "/wettbewerb")
    assert "Beendet am" in over.text
    assert "1. Preis: " in over.text


async def test_closed_means_closed_to_the_second_and_the_idea_is_not_lost(city: City):
    ann = await city.known_person()
    await a_contest(city, categories=[])
    await to_preview(ann)
    preview = await presses(ann, "Ja, teilnehmen")
    assert "Wettbewerb: Gera leuchtet" in preview.text
    city.clock.passes(days=7)
    late = await presses(ann, "Einreichen")
    assert "nimmt der Wettbewerb Ihre Idee nicht mehr an" in late.text
    assert await all_ideas(city) == []
    assert "I-0001" in (await presses(ann, "Einreichen", on=late)).text
    (idea,) = await all_ideas(city)
    assert idea.contest is None


async def test_without_the_contest_is_one_press(city: City):
    ann = await city.known_person()
    await a_contest(city)
    await to_preview(ann)
    preview = await presses(ann, "Ohne Wettbewerb")
    assert "Wettbewerb" not in preview.text
    await presses(ann, "Einreichen")
    (idea,) = await all_ideas(city)
    assert idea.contest is None


async def test_an_exact_place_is_kept_only_with_a_yes_and_rounded(city: City):
    ann = await city.known_person()
    await says(ann, "/idee")
    await says(ann, LIGHT)
    await presses(ann, "Behalten")
    ann.send({"location": {"latitude": 50.880512, "longitude": 12.083377, "horizontal_accuracy": 5.0}})
    (asked,) = await ann.hears()
    assert "50.881 Grad Nord" in asked.text
    kept = await draft(city)
    assert kept
    assert kept.latitude is None
    await presses(ann, "Ja, genau dort")
    kept = await draft(city)
    assert kept
    assert (kept.latitude, kept.longitude) == (50.881, 12.083)
    for label in STEPS:
        preview = await presses(ann, label)
    assert "50.881 Grad Nord, 12.083 Grad Ost" in preview.text
    await presses(ann, "Einreichen")
    (idea,) = await all_ideas(city)
    assert (idea.latitude, idea.longitude) == (50.881, 12.083)


async def test_a_place_elsewhere_is_not_taken(city: City):
    ann = await city.known_person()
    await says(ann, "/idee")
    await says(ann, LIGHT)
    ann.send({"location": {"latitude": 50.93, "longitude": 11.58}})
    (told,) = await ann.hears()
    assert "liegt nicht in Gera" in told.text
