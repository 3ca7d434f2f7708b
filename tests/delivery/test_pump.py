"""The pump over a strict Telegram and a real database: everybody once, at the pace, whatever happens."""

from storage.deliveries import State
from tests.delivery.office import NEWS, PostOfficeForTests


async def test_everybody_gets_it_once(office: PostOfficeForTests):
    people = office.residents(40)
    await office.plan(people)
    await office.plan(people)  # a double click
    await office.pump().run()
    assert [[message.text for message in person.messages] for person in people] == [["Guten Tag"]] * 40
    assert await office.states() == {State.SENT: 40}
    assert [row.message for row in await office.rows()] == [person.messages[0].id for person in people]
    assert {row.occasion for row in await office.rows()} == {NEWS}
