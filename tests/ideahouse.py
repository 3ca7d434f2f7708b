"""What the stories about ideas share: a public idea that is there, a way through the form, what is stored."""

from sqlalchemy import select

from storage import ideas, lifelines
from storage.idea_drafts import IdeaDraftRow
from storage.ideas import IdeaRow, Stage
from storage.lifelines import Milestone
from tests.city import City
from tests.fakes.telegram.people import Person
from tests.fakes.telegram.seen import Seen

BENCHES = "Mehr Bänke mit Lehne am Elsterradweg, damit ältere Menschen dort ausruhen können."
LIGHT = "Am Elsterradweg sollten Solarlampen stehen, weil es dort abends sehr dunkel ist."
STEPS = ("Überspringen", "Überspringen", "Überspringen")
"""Field, Ortsteil and photo."""


async def public_idea(city: City, text: str = BENCHES, title: str = "Bänke am Elsterradweg", **about: object) -> int:
    """An idea that everybody may see; its number."""
    async with city.apps[0].database.writing() as session:
        row = await ideas.add(
            session,
            IdeaRow(
                pseudonym="Gera-Ahorn 7", title=title, text=text, language="de", handed_in=city.clock.now(),
                **{"stage": Stage.PUBLIC, "support": 0, "version": 0, **about},
            ),
        )  # fmt: skip
        await lifelines.grow(session, row.id, Milestone.RECEIVED, city.clock.now())
        if row.stage == Stage.PUBLIC:
            await lifelines.grow(session, row.id, Milestone.PUBLISHED, city.clock.now())
        return row.id


async def draft(city: City) -> IdeaDraftRow | None:
    """The only draft."""
    async with city.apps[0].database.reading() as session:
        return (await session.scalars(select(IdeaDraftRow))).one_or_none()


async def all_ideas(city: City) -> list[IdeaRow]:
    async with city.apps[0].database.reading() as session:
        return list(await session.scalars(select(IdeaRow).order_by(IdeaRow.id)))


async def says(person: Person, text: str) -> Seen:
    """Words, and the last message back."""
    await person.says(text)
    return (await person.hears())[-1]


async def presses(person: Person, label: str, on: Seen | None = None) -> Seen:
    await person.presses(label, on=on)
    return (await person.hears())[-1]


async def to_preview(person: Person, text: str = LIGHT) -> Seen:
    """Through the form, everything skipped; nothing similar is there."""
    await says(person, "/idee")
    await says(person, text)
    await presses(person, "Behalten")
    for label in STEPS:
        shown = await presses(person, label)
    return shown


async def hands_in(person: Person, text: str = LIGHT) -> Seen:
    """To the number."""
    await to_preview(person, text)
    return await presses(person, "Einreichen")
