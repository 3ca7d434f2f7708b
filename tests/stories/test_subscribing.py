"""A resident decides what they hear of, how often, and when it ends."""

from sqlalchemy import select

from bot.delivery.kinds import Kind
from storage.deliveries import State
from storage.subscriptions import ConsentRow, SubscriptionRow
from tests.pushes import announce, rows_of, send_due, subscriber


async def topics(city) -> list[str]:
    async with city.apps[0].database.reading() as session:
        return sorted(await session.scalars(select(SubscriptionRow.topic)))


async def consents(city) -> list[tuple[str, bool]]:
    async with city.apps[0].database.reading() as session:
        return [(row.topic, row.given) for row in await session.scalars(select(ConsentRow).order_by(ConsentRow.id))]


async def test_a_resident_chooses_a_topic_and_is_told_what_will_come_and_how_it_ends(city):
    ann = await city.known_person()
    await ann.says("/abo")
    (screen,) = await ann.hears()
    assert "Sie haben nichts abonniert." in screen.text
    assert "- Workshops: aus" in screen.text
    assert "höchstens 3 in 7 Tagen" in screen.text
    assert "/stopp" in screen.text
    assert screen.buttons == [
        "Alles", "Workshops", "Fortschreibungen", "Pilotprojekte", "Maßnahmen seit 2022", "Weiter: Handlungsfelder",
        "Wie oft und wann",
    ]  # fmt: skip
    await ann.presses("Workshops")
    joined, screen = await ann.hears(2)
    assert "höchstens 3 Nachrichten in 7 Tagen" in joined.text
    assert "/stopp" in joined.text
    assert "Sie haben abonniert: Workshops." in screen.text
    assert "✓ Workshops" in screen.buttons
    assert await topics(city) == ["workshops"]
    assert await consents(city) == [("workshops", True)]


async def test_pressing_a_switch_twice_is_like_pressing_it_once(city):
    ann = await subscriber(city)
    await ann.presses("1:subscribe:workshops", on=ann.messages[-3])
    (screen,) = await ann.hears()
    assert "✓ Workshops" in screen.buttons
    assert await consents(city) == [("workshops", True)]


async def test_all_fields_and_groups_are_reached_page_by_page(city):
    ann = await city.known_person()
    await ann.says("/abo")
    await ann.hears()
    await ann.presses("Weiter: Handlungsfelder")
    (fields,) = await ann.hears()
    assert "Handlungsfeld Mobilität: aus" in fields.text
    assert len(fields.buttons) == 5
    await ann.presses("Weiter: Arbeitsgruppen")
    (groups,) = await ann.hears()
    assert "Arbeitsgruppe Städtebau, Stadtentwicklung und Verkehr: aus" in groups.text
    assert len(groups.buttons) == 7
    await ann.presses("Zur ersten Seite")
    (first,) = await ann.hears()
    assert "Workshops: aus" in first.text


async def test_whoever_has_everything_and_switches_one_off_keeps_the_rest(city):
    ann = await subscriber(city, "Alles")
    await ann.presses("✓ Workshops")
    (screen,) = await ann.hears()
    assert "- Workshops: aus" in screen.text
    assert "- Pilotprojekte: an" in screen.text
    assert len(await topics(city)) == 13
    assert await announce(city, "Workshop am Montag", "workshops") == 0
    assert await announce(city, "Neues Licht", "pilots") == 1


async def test_how_often_and_when_are_chosen_by_button(city):
    ann = await subscriber(city)
    await ann.presses("Wie oft und wann")
    (when,) = await ann.hears()
    assert "Von 20:00 bis 08:00 Uhr bleibt es still." in when.text
    await ann.presses("Ruhe 18:00 bis 09:00")
    (when,) = await ann.hears()
    assert "Von 18:00 bis 09:00 Uhr" in when.text
    await ann.presses("Nur gesammelt freitags")
    (when,) = await ann.hears()
    assert "gesammelt am Freitag" in when.text
    assert "Lieber sofort" in when.buttons
    await ann.presses("Keine Ruhezeit")
    (when,) = await ann.hears()
    assert "Eine Ruhezeit gibt es nicht." in when.text
    assert await announce(city, "Neues Licht", "workshops") == 1
    (row,) = await rows_of(city, "announcement")
    assert row.collected


async def test_stopp_ends_everything_at_once_and_asking_again_is_harmless(city):
    ann = await subscriber(city)
    city.clock.passes(hours=9)  # quiet hours: it waits
    assert await announce(city, "Neues Licht", "workshops") == 1
    await ann.says("/stopp")
    (stopped,) = await ann.hears()
    assert "/loeschen" in stopped.text
    assert stopped.buttons == ["Meine Daten", "Meine Abos"]
    assert [row.state for row in await rows_of(city)] == [State.WITHDRAWN]
    assert await topics(city) == []
    assert await consents(city) == [("workshops", True), ("workshops", False)]
    await ann.says("/stop")
    assert await ann.hears() == [stopped.text]
    assert await consents(city) == [("workshops", True), ("workshops", False)]
    city.clock.passes(hours=24)
    await send_due(city.apps[0])
    await ann.hears_nothing()


async def test_the_bare_word_stops_too_but_only_for_subscribers(city):
    ann = await subscriber(city)
    await ann.says("Stopp.")
    (stopped,) = await ann.hears()
    assert "Alles ist abgestellt" in stopped.text
    await ann.says("Stopp.")
    (answer,) = await ann.hears()
    assert "Alles ist abgestellt" not in answer.text


async def test_a_push_says_why_it_came_and_can_be_muted_in_one_tap(city):
    ann = await subscriber(city, "Pilotprojekte")
    await announce(city, "Die Lampe leuchtet.", "pilots", "measures")
    await send_due(city.apps[0])
    push = await ann.answer()
    assert push.text == "Die Lampe leuchtet."
    await ann.presses("Warum bekomme ich das?")
    (why,) = await ann.hears()
    assert "Das ist eine Neuigkeit. Sie haben das abonniert: Pilotprojekte." in why.text
    assert why.buttons == ["Dieses Abo aus", "Nur gesammelt freitags", "Alles abstellen"]
    assert all(label in why.text for label in why.buttons)
    await ann.presses("Dieses Abo aus")
    (screen,) = await ann.hears()
    assert "Sie haben nichts abonniert." in screen.text
    await ann.presses("Nur gesammelt freitags")
    (when,) = await ann.hears()
    assert "gesammelt am Freitag" in when.text


async def test_a_muted_topic_takes_along_what_still_waits(city):
    ann = await subscriber(city, "Pilotprojekte")
    city.clock.passes(hours=9)
    await announce(city, "Die Lampe leuchtet.", "pilots")
    await ann.presses("✓ Pilotprojekte")
    await ann.hears()
    assert [row.state for row in await rows_of(city)] == [State.WITHDRAWN]


async def test_somebody_elses_button_tells_nothing(city):
    ann = await subscriber(city)
    await announce(city, "Neues Licht", "workshops")
    await send_due(city.apps[0])
    await ann.answer()
    (row,) = await rows_of(city)
    bob = await city.known_person("Bob")
    for forged in (f"1:why:{row.id}", "1:why:9999", "1:why:", "1:why:" + "9" * 40, "1:why:²", "1:quiet:00:00-24:00"):
        await bob.forges_press(forged)
        (answer,) = await bob.hears()
        assert "Neuigkeit" not in answer.text
    await bob.forges_press("1:why:1")
    (answer,) = await bob.hears()
    assert "nichts mehr gespeichert" in answer.text


async def test_in_a_group_nothing_is_subscribed_and_the_way_is_shown(city):
    ann = city.person()
    group = city.telegram.group("Lusan", ann)
    group.add(city.telegram.bot)
    await group.hears()
    for command in ("/abo", "/stopp", "/meinedaten", "/loeschen"):
        await ann.says(f"{command}@gera_bot", in_=group)
        (answer,) = await group.hears()
        assert "gehören nicht in die Gruppe" in answer.text
        (button,) = answer.keyboard["inline_keyboard"][0]
        assert button["url"] == "https://t.me/gera_bot?start=abo"
    await ann.forges_press("1:subscribe:all", on=group.messages[-1])
    assert await topics(city) == []
    await ann.says("/start abo")
    _notice, screen = await ann.hears(2)
    assert "Sie haben nichts abonniert." in screen.text


async def test_an_emergency_comes_at_night_and_a_correction_says_what_it_is(city):
    ann = await subscriber(city)
    city.clock.passes(hours=11)
    await announce(city, "Bitte kochen Sie das Wasser ab.", kind=Kind.EMERGENCY)
    await send_due(city.apps[0])
    push = await ann.answer()
    await ann.presses("Warum bekomme ich das?", on=push)
    (why,) = await ann.hears()
    assert "dringende Meldung" in why.text
