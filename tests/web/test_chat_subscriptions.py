"""Subscriptions in the browser chat: the same as in Telegram, and a push waits until the page is open."""

from bot.conversation.words import Reply
from bot.delivery.kinds import Kind
from bot.delivery.planning import schedule
from storage import deliveries, subscriptions
from tests.pushes import BERLIN
from tests.web.caller import Caller
from tests.web.site import Site


async def test_a_visitor_subscribes_gets_a_push_asks_why_and_stops(site: Site):
    async with Caller(site.url) as ann:
        await ann.opens_the_page()
        await ann.says("/abo")
        (first,) = await ann.hears()
        assert "Sie haben nichts abonniert." in first.text
        assert await ann.presses("1:subscribe:pilots") == 202
        joined = (await ann.hears(2))[-1]
        assert "wenn Sie diese Seite öffnen" in joined.text
        await push(site, "Die Lampe leuchtet.")
        pushed = (await ann.hears(3))[-1]
        assert "Die Lampe leuchtet." in pushed.text
        (button,) = pushed.replies[0]["buttons"]
        await ann.presses(button["reference"])
        why = (await ann.hears(4))[-1]
        assert "Sie haben das abonniert: Pilotprojekte." in why.text
        async with Caller(site.url) as bob:
            await bob.opens_the_page()
            await bob.presses(button["reference"])
            (answer,) = await bob.hears()
            assert "Pilotprojekte" not in answer.text
        await ann.says("/stopp")
        stopped = (await ann.hears(5))[-1]
        assert "Alles ist abgestellt" in stopped.text
        assert await push(site, "Noch etwas") == 0


async def test_a_visitor_deletes_everything_by_command(site: Site):
    async with Caller(site.url) as ann:
        await ann.opens_the_page()
        await ann.says("/abo")
        await ann.presses("1:subscribe:pilots")
        await ann.presses("1:erased:")
        (last,) = await ann.hears()
        assert "Alles ist gelöscht" in last.text
        assert await site.people() == []
        assert await push(site, "Noch etwas") == 0


async def push(site: Site, text: str) -> int:
    """Tell everybody who wants the pilots; how many they are."""
    assert site._app
    now = site.clock.now()
    async with site._app.database.writing() as session:
        recipients = await subscriptions.recipients(session, ["pilots"])
        rows = schedule(
            occasion=f"announcement:{text}", kind=Kind.NEWS, recipients=recipients, counts={}, at=now, zone=BERLIN,
            content=Reply(text=text).as_data(),
        )  # fmt: skip
        planned = await deliveries.plan(session, rows, now)
    await site._app.post_office.run()
    return planned
