"""Ideas in a database, as a town would have them: for the tests of pages, files and figures."""

from datetime import timedelta

from bot.ideas.lifeline import Outcome
from storage import ideas, lifelines
from storage.database import Database
from storage.ideas import IdeaRow, Stage
from storage.lifelines import Milestone
from tests.city import NOON

REASON = (
    "Das Tiefbauamt hat die Stelle geprüft. Der Weg gehört der Stadt, das Geld steht im Haushalt 2027, und die Leitung "
    "liegt schon dort."
)


async def put(database: Database, text: str, *, stage: Stage = Stage.PUBLIC, title: str = "", **values: object) -> int:
    """One idea with the steps that belong to its stage; its number."""
    async with database.writing() as session:
        row = IdeaRow(
            **{  # type: ignore[arg-type]
                "pseudonym": "Gera-Ahorn 7", "title": title or text[:60], "text": text, "language": "de",
                "handed_in": NOON, "stage": stage, "support": 0, "author": "telegram:4711",
                **values,
            }
        )  # fmt: skip
        await ideas.add(session, row)
        await lifelines.grow(session, row.id, Milestone.RECEIVED, row.handed_in)
        if stage in ideas.SHOWN:
            await lifelines.grow(session, row.id, Milestone.PUBLISHED, row.handed_in + timedelta(days=3))
        if stage in (Stage.DECIDED, Stage.DONE):
            row.outcome = row.outcome or Outcome.WILL_BE_DONE
            row.answer = row.answer or REASON
            row.part_of, row.when = row.part_of or "Wegekonzept", row.when or "Frühjahr 2027"
            row.decided = row.decided or row.handed_in + timedelta(days=20)
            content = {"outcome": row.outcome}
            await lifelines.grow(session, row.id, Milestone.DECIDED, row.decided, content)
        return row.id


async def a_town(database: Database) -> dict[str, int]:
    """Some ideas of every stage; their numbers by name."""
    return {
        "bench": await put(
            database, "Bitte stellt mehr Sitzbänke an der Haltestelle auf.\n\nViele ältere Leute warten dort lange.",
            title="Sitzbänke an der Haltestelle in Lusan", field="field-mobility", district="lusan", support=12,
            stage=Stage.ASSESSING, unit="Tiefbauamt", clock_began=NOON, clock_days=30,
        ),
        "lamp": await put(
            database, "Der Weg an der Elster ist abends zu dunkel. Lampen mit Bewegungsmelder wären gut.",
            title="Licht am Elsterweg", field="field-living", district="untermhaus", support=31, stage=Stage.DECIDED,
            latitude=50.885, longitude=12.071,
        ),
        "wifi": await put(database, "Freies WLAN im Rathaus.", support=1, stage=Stage.DONE, district="OTHER"),
        "bees": await put(database, "Eine Blumenwiese für Bienen im Hofwiesenpark", field="field-sustainability"),
        "new": await put(database, "Noch nicht gelesen", stage=Stage.RECEIVED),
        "read": await put(database, "Wird gerade gelesen", stage=Stage.MODERATION),
        "refused": await put(database, "Werbung für mich", stage=Stage.REFUSED, reason="advertising", answer="Nein."),
        "withdrawn": await put(database, "Doch nicht", stage=Stage.WITHDRAWN),
    }  # fmt: skip
