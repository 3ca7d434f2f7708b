"""An editor writes, a second person releases, residents get it once; what went wrong is put right."""

import pytest

from storage.deliveries import State
from storage.staff import Role
from tests.city import City
from tests.newsroom import FAST, Newsroom


@pytest.fixture
async def newsroom(new_database, answers, tmp_path):
    async with City(new_database, answers, tmp_path, **FAST) as city:
        yield Newsroom(city)


async def released(newsroom: Newsroom, kind: str = "Neuigkeit"):
    """An announcement in its hold; its author and the second key."""
    editor = await newsroom.member("Presse", Role.EDITOR)
    publisher = await newsroom.member("Leitung", Role.PUBLISHER)
    await newsroom.drafts(editor, kind=kind)
    await newsroom.asks_release(editor)
    await newsroom.presses(publisher, "Freigeben")
    return editor, publisher


async def test_an_announcement_reaches_forty_residents_once_and_the_sums_add_up(newsroom):
    residents = await newsroom.residents(40)
    editor, publisher = await released(newsroom)
    assert (await newsroom.row()).state == "held"
    await newsroom.beats()
    assert "Freigegeben" in editor.messages[-1].text
    await newsroom.beats(seconds=30)
    assert await newsroom.account() == {}
    await newsroom.beats(3, seconds=31)
    for resident in residents:
        assert [seen.text for seen in resident.messages] == ["Der Workshop ist verlegt."]
    assert await newsroom.account() == {State.SENT: 40}
    await newsroom.beats(2, seconds=6)
    row = await newsroom.row()
    assert (row.state, row.audience, row.totals) == ("finished", 40, {"sent": 40})
    for key in (editor, publisher):
        assert any("40 von 40 haben" in seen.text for seen in key.messages)
        assert any("Angekommen: 40 von 40" in seen.text and seen.edited for seen in key.messages)
