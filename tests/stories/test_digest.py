"""Who gets many messages gets the rest together on Friday."""

from collections import Counter

from bot.conversation.words import Link
from bot.delivery.kinds import Kind
from storage.deliveries import State
from tests.pushes import announce, rows_of, send_due, until_friday


async def test_the_fourth_message_of_a_week_waits_for_friday_and_an_appointment_does_not(city):
    ann = await city.known_person()
    await ann.forges_press("1:subscribe:all")
    await ann.hears(2)
    for number in range(1, 6):
        await announce(
            city,
            f"Nachricht {number}",
            "pilots",
            title="Licht",
            links=[Link(label="Mehr", address="https://gera.de/licht")],
        )
    await announce(city, "Der Workshop beginnt eine Stunde später.", "workshops", kind=Kind.APPOINTMENT)
    await send_due(city.apps[0])
    heard = await ann.hears(4)
    assert sorted(message.text.split("\n")[0] for message in heard).count("Licht") == 3
    assert any("eine Stunde später" in message.text for message in heard)
    await ann.hears_nothing()
    until_friday(city)
    await send_due(city.apps[0])
    digest = await ann.answer()
    assert digest.text.startswith("Ihre Sammelnachricht\n\nDas ist für Sie zusammengekommen.\n\n1. Licht\nNachricht 4")
    assert "2. Licht\nNachricht 5\nMehr: https://gera.de/licht" in digest.text
    assert digest.buttons == ["Warum bekomme ich das?"]
    await ann.presses("Warum bekomme ich das?", on=digest)
    (why,) = await ann.hears()
    assert "Sammelnachricht" in why.text
    assert Counter(row.state for row in await rows_of(city)) == {State.SENT: 7}
