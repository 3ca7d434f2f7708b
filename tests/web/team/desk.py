"""The announcements' pages with people at them: staff with browsers of their own, residents, the ticks by hand."""

from collections.abc import Sequence

from sqlalchemy import select

from bot.announcements import afterwards_flow, composing, releasing, sending
from bot.announcements.content import Variant
from bot.delivery.kinds import Kind
from knowledge.entries import Language
from storage import announcements, console, deliveries, people, staff, subscriptions
from storage.announcements import AnnouncementRow
from storage.deliveries import State
from storage.receipts import ReceiptRow
from storage.staff import Role, StaffRow
from storage.tokens import new_secret
from tests.web.conftest import Visitor
from tests.web.site import Site
from tests.web.team.colleague import Colleague, signed_in
from tests.web.visit import Visit

FAST = {"deliveries_per_second": 1000, "allow_paid_broadcast": True}
"""The clock of the tests stands still, so that the pace must not matter."""
CONSOLE = "/team/announcements"


class Desk:
    """Staff have chats in the browser, so that a test to oneself arrives."""

    def __init__(self, site: Site, visitor: Visitor | None = None) -> None:
        self.site = site
        self.visitor = visitor
        self.app = site.app
        self.office = site.app.offices.announcements

    async def member(self, role: Role, name: str) -> StaffRow:
        async with self.app.database.writing() as session:
            return staff.add(
                session, address=f"browser:staff-{name}", role=role, name=name, now=self.site.clock.now()
            )  # fmt: skip

    async def residents(self, count: int, topic: str = "all", language: str = "de") -> Sequence[str]:
        now = self.site.clock.now()
        async with self.app.database.writing() as session:
            for number in range(count):
                row = people.add(session, f"browser:resident-{topic}-{language}-{number}", now, 10.0)
                row.language = language
                await subscriptions.subscribe(session, row.address, topic, "test", now)
        return [f"browser:resident-{topic}-{language}-{number}" for number in range(count)]

    async def signs_in(self, member: StaffRow, path: str = "/team", **profile: object) -> Visit:
        """A browser profile in which this member is signed in."""
        assert self.visitor
        visit = await self.visitor("/health", **profile)
        secret = new_secret()
        async with self.app.database.writing() as session:
            console.begin(session, staff=member.id, secret=secret, now=self.site.clock.now())
        await visit.context.add_cookies(
            [{"name": "team", "value": secret, "domain": "127.0.0.1", "path": "/team", "sameSite": "Strict"}]
        )
        await visit.page.goto(self.site.url + path)
        return visit

    async def colleague(self, member: StaffRow) -> Colleague:
        """Plain requests in which this member is signed in."""
        return await signed_in(self.app.database, self.site.clock, member, self.site.url)

    async def drafts(self, author: StaffRow, text: str = "Der Workshop ist verlegt.", kind: Kind = Kind.NEWS) -> int:
        async with self.app.database.writing() as session:
            row = await composing.begin(session, author, kind, self.site.clock.now())
            await composing.set_text(
                session, author, row, Language.GERMAN, Variant(text=text), self.site.clock.now()
            )  # fmt: skip
        return row.id

    async def requests(self, author: StaffRow, number: int) -> None:
        async with self.app.database.writing() as session:
            await releasing.test(session, self.office, author, await self._held(session, number), self.now)
        await self.beats()
        async with self.app.database.writing() as session:
            refused = await releasing.request(
                session, self.office, author, await self._held(session, number), self.now
            )  # fmt: skip
            assert refused is None, refused

    async def sends(self, author: StaffRow, second: StaffRow, **draft: object) -> int:
        """A whole announcement, sent and finished."""
        number = await self.drafts(author, **draft)
        await self.requests(author, number)
        async with self.app.database.writing() as session:
            row = await self._held(session, number)
            refused = await releasing.release(
                session, self.office, second, row, self.now, version=row.version, word="freigeben"
            )  # fmt: skip
            assert refused is None, refused
        await self.beats(3, seconds=61)
        await self.beats(2, seconds=6)
        return number

    async def beats(self, times: int = 1, **passes: float) -> None:
        """Time passes, then the ticks: the clock's deeds, the pumps, and again."""
        self.site.clock.passes(**passes)
        for _ in range(times):
            await sending.tick(self.app.database, self.site.clock, self.office)
            await afterwards_flow.tick(self.app.database, self.site.clock, self.office)
            await self.app.post_office.run()

    async def starts(self) -> None:
        """What the clock does, while nothing leaves."""
        await sending.tick(self.app.database, self.site.clock, self.office)

    async def row(self, number: int = 1) -> AnnouncementRow:
        async with self.app.database.reading() as session:
            row = await announcements.content_of(session, number)
        assert row
        return row

    async def account(self, occasion: str = "announcement:1") -> dict[State, int]:
        async with self.app.database.reading() as session:
            return dict(await deliveries.account(session, occasion))

    async def heard(self, address: str) -> list[str]:
        """What waits in somebody's browser chat, in order."""
        async with self.app.database.reading() as session:
            rows = await session.scalars(
                select(ReceiptRow).where(ReceiptRow.address == address).order_by(ReceiptRow.id)
            )  # fmt: skip
            return [reply["text"] for row in rows for reply in row.replies]

    @property
    def now(self):
        return self.site.clock.now()

    async def _held(self, session, number: int) -> AnnouncementRow:
        row = await announcements.numbered(session, number)
        assert row
        return row
