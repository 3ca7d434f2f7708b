"""Announcements in the database: what their numbers mean."""

from storage import announcements
from storage.database import Database
from tests.city import NOON


async def test_the_number_of_a_discarded_announcement_is_never_given_again(database: Database):
    """Buttons below its messages name the number: they would else release words that nobody has seen below them."""
    numbers = []
    for _ in range(2):
        async with database.writing() as session:
            row = await announcements.add(
                session, kind="news", state="draft", author=1, again=False, topics=None, now=NOON
            )
            numbers.append(row.id)
            await announcements.remove(session, row)
    assert numbers[1] > numbers[0]
