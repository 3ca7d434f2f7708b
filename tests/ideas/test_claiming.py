"""The code on a paper slip makes an idea somebody's, once; who guesses waits."""

import re
from datetime import timedelta

import pytest

from bot.ideas.claiming import MOST_TRIES, PAUSE, Claim, claim, hash_of, new_code
from storage import ideas
from storage.database import Database
from storage.ideas import IdeaRow, Source
from tests.city import NOON

ANN, BOB = "telegram:4711", "telegram:4712"


@pytest.fixture
async def database(new_database: str):
    database = Database(new_database)
    await database.migrate()
    yield database
    await database.close()


async def slip(database: Database) -> str:
    code = new_code()
    async with database.writing() as session:
        await ideas.add(
            session,
            IdeaRow(pseudonym="Gera-Ahorn 7", source=Source.PAPER, claim=hash_of(code), title="Bänke",
                    text="Mehr Bänke", language="de", handed_in=NOON),
        )  # fmt: skip
    return code


async def tries(database: Database, address: str, code: str, now=NOON) -> Claim:
    async with database.writing() as session:
        return (await claim(session, address, code, now)).outcome


def test_a_code_can_be_typed_in_any_way():
    code = new_code()
    assert re.fullmatch(r"[A-HJKMNP-Z2-9]{5}-[A-HJKMNP-Z2-9]{5}", code)
    assert hash_of(code) == hash_of(code.lower().replace("-", " ")) != hash_of(new_code())


async def test_a_code_holds_once(database: Database):
    code = await slip(database)
    assert await tries(database, ANN, code.lower()) is Claim.YOURS
    assert await tries(database, BOB, code) is Claim.WRONG
    async with database.reading() as session:
        (mine,) = await ideas.handed_in_by(session, ANN)
        assert mine.claim is None
        assert mine.id == 1


async def test_five_wrong_codes_pause_for_an_hour_also_for_the_right_one(database: Database):
    code = await slip(database)
    for _ in range(MOST_TRIES):
        assert await tries(database, BOB, new_code()) is Claim.WRONG
    assert await tries(database, BOB, code) is Claim.PAUSED
    assert await tries(database, BOB, code, NOON + PAUSE - timedelta(seconds=1)) is Claim.PAUSED
    assert await tries(database, BOB, code, NOON + PAUSE) is Claim.YOURS
