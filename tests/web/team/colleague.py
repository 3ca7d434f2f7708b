"""A member of the staff with a browser, or whoever pretends to be one: plain requests, cookies, forms."""

import re
from html import unescape
from http.cookies import SimpleCookie
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from storage import console, staff
from storage.database import Database
from storage.staff import Role, StaffRow
from storage.tokens import new_secret
from tests.city import SetClock

MARK = re.compile(r'name="mark" value="([0-9a-f]{64})"')


class Colleague:
    """Has a cookie jar of their own."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = aiohttp.ClientSession(url, cookie_jar=aiohttp.CookieJar(unsafe=True))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        await self.session.close()

    @property
    def cookie(self) -> str | None:
        return next((cookie.value for cookie in self.session.cookie_jar if cookie.key == "team"), None)

    def keeps(self, cookie: str) -> None:
        """Put a cookie into the browser by hand, where the console's own would lie."""
        brought = SimpleCookie({"team": cookie})
        brought["team"]["path"] = "/team"
        self.session.cookie_jar.update_cookies(brought, URL(self.url))

    async def asks(self, method: str, path: str, **more: Any) -> tuple[int, str, str]:
        """Status, where it leads, and the page."""
        async with self.session.request(method, path, allow_redirects=False, **more) as answer:
            return answer.status, answer.headers.get("Location", ""), await answer.text()

    async def sees(self, path: str) -> str:
        status, _, page = await self.asks("GET", path)
        assert status == 200, (path, status)
        return page

    async def mark(self) -> str:
        return MARK.search(await self.sees("/team"))[1]

    async def sends(self, path: str, origin: str | None = "", mark: str | None = "", **fields: str) -> tuple:
        """A form, as a browser sends it from our own page, unless told otherwise."""
        headers = {} if origin is None else {"Origin": origin or self.url}
        if mark is not None:
            fields["mark"] = mark or await self.mark()
        return await self.asks("POST", path, data=fields, headers=headers)

    async def saves(self, path: str, **fields: str) -> tuple[int, str, str]:
        """The form on this page with some fields changed, as a browser sends it."""
        values = form_of(await self.sees(path))
        return await self.sends(path, **{**values, **fields})

    async def opens(self, link: str) -> tuple:
        """Open a link from the chat and press its button."""
        path = urlsplit(link).path
        await self.asks("GET", path)
        return await self.asks(
            "POST", "/team/sign-in", data={"link": path.rpartition("/")[2]}, headers={"Origin": self.url}
        )  # fmt: skip


def form_of(page: str) -> dict[str, str]:
    """The fields of a page's form, as a browser would send them back."""
    values = dict(re.findall(r'<input type="(?:text|hidden|datetime-local)"[^>]* name="([^"]+)" value="([^"]*)"', page))
    areas = dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL))
    radios = dict(re.findall(r'<input type="radio" name="([^"]+)" value="([^"]+)"[^>]* checked', page))
    values.pop("mark", None)
    return {name: unescape(value) for name, value in {**values, **areas, **radios}.items()}


async def a_member(database: Database, clock: SetClock, role: Role, name: str = "Stelle", number: int = 0) -> StaffRow:
    """Somebody on the staff, whom nobody had to invite."""
    async with database.writing() as session:
        address = f"telegram:{number or 7000 + len(await staff.everybody(session))}"
        return staff.add(session, address=address, role=role, name=name, now=clock.now())


async def signed_in(database: Database, clock: SetClock, member: StaffRow, url: str) -> Colleague:
    """A browser in which this member is signed in."""
    secret = new_secret()
    async with database.writing() as session:
        console.begin(session, staff=member.id, secret=secret, now=clock.now())
    colleague = Colleague(url)
    colleague.keeps(secret)
    return colleague
