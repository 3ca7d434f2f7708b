"""Whether everybody can use a page: what axe finds in real Chromium, in the light and in the dark, at any width."""

import re

from axe_playwright_python.async_playwright import Axe

from tests.web.visit import Visit

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
}
"""Contrast is held to AAA (7:1), not only to AA."""
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced"]}}
"""All that the other light changes: our style sheets set nothing but colours there."""
UNSTICK = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("header, #composer { position: static !important }");
    document.adoptedStyleSheets.push(sheet);
}"""
STILL = "Promise.all(document.getAnimations().map((animation) => animation.finished))"
PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 860}
ZOOMED = {"width": 320, "height": 256}
"""What a window of 1280 × 1024 has left at 400 % zoom."""


async def check(visit: Visit) -> None:
    """Axe finds nothing in either light, nothing has to be scrolled sideways, every button has a name of words."""
    page = visit.page
    await page.wait_for_load_state()  # after a form the text is there before the style sheets are
    await page.evaluate(STILL)
    await page.evaluate(UNSTICK)  # what lies half under the message field is a matter of scrolling, not of size
    results = await Axe().run(page, options=OPTIONS)
    assert results.violations_count == 0, results.generate_report()
    await page.emulate_media(color_scheme="dark")
    assert await page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    await page.evaluate(STILL)
    assert await _too_faint(visit) == []
    await page.emulate_media(color_scheme="light")
    await page.evaluate("document.adoptedStyleSheets.pop()")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    for button in await page.locator("button, [role=button]").all():
        name = await button.inner_text()
        assert len(re.findall(r"[^\W\d_]", name)) >= 2, f"a button named {name!r}"


async def _too_faint(visit: Visit) -> list[str]:
    """What axe, which is in the page already, says of the contrasts."""
    found = await visit.page.evaluate("(options) => axe.run(document, options)", CONTRAST)
    return [node["failureSummary"] for violation in found["violations"] for node in violation["nodes"]]
