"""A resident at the chat page, in a real browser: what they do, what they see, and what goes wrong meanwhile."""

from dataclasses import dataclass, field
from typing import Any, Self

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Dialog, Locator, Page, Request, expect

from tests.web.site import Site

WATCH = "addEventListener('securitypolicyviolation', (event) => console.error(`CSP: ${event.violatedDirective}`))"
UNREACHABLE = ("Failed to load resource",)
"""What Chromium itself prints when the server is away or says no; the page has no say in it."""


@dataclass(kw_only=True)
class Visit:
    """One browser profile with the page open."""

    context: BrowserContext
    page: Page
    site: Site
    mishaps: list[str] = field(default_factory=list)
    heard: int = 0
    """How many replies there were when the person last said something: what they hear next is a later one."""

    @classmethod
    async def begin(cls, browser: Browser, site: Site, path: str = "/chat", **profile: Any) -> Self:
        """Open the page in a new profile."""
        profile = {"locale": "de-DE", "viewport": {"width": 1280, "height": 860}, **profile}
        context = await browser.new_context(**profile)
        context.set_default_timeout(10_000)
        if profile.get("java_script_enabled", True):
            await context.add_init_script(WATCH)
        visit = cls(context=context, page=await context.new_page(), site=site)
        context.on("request", visit._note_request)
        visit._watch(visit.page)
        await visit.page.goto(site.url + path)
        return visit

    async def another_tab(self, path: str = "/chat") -> Self:
        """The same browser, another tab."""
        page = await self.context.new_page()
        tab = type(self)(context=self.context, page=page, site=self.site, mishaps=self.mishaps)
        self._watch(page)
        await page.goto(self.site.url + path)
        return tab

    async def says(self, text: str) -> None:
        """Type and send with Enter."""
        self.heard = await self.replies.count()
        await self.field.fill(text)
        await self.field.press("Enter")

    async def presses(self, label: str) -> None:
        """Press a button under a reply: the newest with this label."""
        self.heard = await self.replies.count()
        await self.log.get_by_role("button", name=label, exact=True).last.click()

    async def opens(self, name: str) -> None:
        """Open a menu of the header; where the window is narrow, one menu has everything in it."""
        button = self.page.get_by_role("button", name=name, exact=True)
        if not await button.is_visible():
            button = self.page.get_by_role("button", name="Menü", exact=True)
        await button.click()

    async def hears(self, text: str) -> Locator:
        """Wait for a reply to what was said last, until the newest has these words."""
        await expect(self.replies.nth(self.heard)).to_be_visible()
        await expect(self.replies.last).to_contain_text(text)
        return self.replies.nth(await self.replies.count() - 1)

    async def reloads(self) -> None:
        await self.page.reload()

    async def style(self, element: Locator, name: str) -> str:
        return str(await element.evaluate("(element, name) => getComputedStyle(element)[name]", name))

    @property
    def field(self) -> Locator:
        return self.page.locator("#message")

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def replies(self) -> Locator:
        return self.page.locator(".reply")

    @property
    def own(self) -> Locator:
        """What the person has said."""
        return self.page.locator(".mine .bubble")

    @property
    def status(self) -> Locator:
        return self.page.get_by_role("status")

    def _watch(self, page: Page) -> None:
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.mishaps.append(f"script error: {error}"))
        page.on("dialog", self._note_dialog)

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.site.url + "/", "data:", "blob:")):
            self.mishaps.append(f"request to another host: {request.url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(UNREACHABLE):
            self.mishaps.append(f"console: {message.text}")

    async def _note_dialog(self, dialog: Dialog) -> None:
        self.mishaps.append(f"dialog: {dialog.message}")
        await dialog.dismiss()
