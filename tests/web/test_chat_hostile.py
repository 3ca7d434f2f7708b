"""Threat T10: whatever is typed is shown literally and does nothing, in the person's message and where it is echoed."""

import pytest
from playwright.async_api import expect

from tests.web.site import Site
from tests.web.visit import Visit

pytestmark = pytest.mark.browser

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '"><script>alert(1)</script>',
    "'-alert(1)-'",
    "</p></div></main><h1>Gehackt</h1>",
    "</textarea><script>alert(1)</script>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<a href=javascript:alert(1)>Klick</a>",
    "[Klick](javascript:alert(1))",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>*{display:none}</style>",
    "<form action=https://evil.example><button>Senden</button></form>",
    "<!-- --><b>fett</b>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{7*7}}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "{{constructor.constructor('alert(1)')()}}",
    "__proto__",
    '","button":"1:topics:","x":"',
    "\u202egnurednäreV \u2066verdreht\u2069",
    "Z\u0351\u036b\u0343\u036aa\u0317\u0333l\u0321\u031fg\u0347\u0330o",
    "eins\u2028zwei\u2029drei\u0000vier",
    "👩‍👩‍👧‍👦 ﷺ مرحبا 🇩🇪",
    "/datenschutzz<img src=x onerror=alert(1)>",
    "/start <svg/onload=alert(1)>",
    'www.evil.example/"onmouseover=alert(1)//',
]


async def test_hostile_strings_are_shown_as_they_were_typed(ann: Visit, site: Site):
    for number, text in enumerate(HOSTILE, start=1):
        site.clock.passes(minutes=1)  # nobody types that fast; the rate guard is another test
        await ann.says(text)
        await expect(ann.own).to_have_count(number)
        assert await ann.own.last.evaluate("(element) => element.textContent") == text
        assert await ann.own.last.evaluate("(element) => element.childElementCount") == 0
        await expect(ann.page.locator(".state")).to_have_count(0)
    await expect(ann.replies).to_have_count(len(HOSTILE) + 2)  # the welcome, one for each, two for /start
    await ann.reloads()
    await expect(ann.own).to_have_count(len(HOSTILE))
    assert await ann.own.all_text_contents() == HOSTILE
    await expect(ann.page.get_by_role("heading", level=1)).to_have_count(1)
    made = "document.querySelectorAll('#log :is(script, img, svg, iframe, form, style, link, meta, base)').length"
    assert await ann.page.evaluate(made) == 0
    for link in await ann.log.get_by_role("link").all():
        assert (await link.get_attribute("href") or "").startswith(("https://", "mailto:", "tel:"))


async def test_a_strange_command_is_echoed_as_text(ann: Visit):
    await ann.says("/datenschutzz<b>")
    reply = await ann.hears("/datenschutzz<b>")
    await expect(reply.locator("b")).to_have_count(0)


@pytest.mark.parametrize(
    "reply",
    [
        {"text": "<img src=x onerror=alert(1)>"},
        {"title": "<script>alert(1)</script>"},
        {"note": "<b>x</b>"},
        {"links": [{"label": "<i>x</i>", "address": "javascript:alert(1)"}]},
        {"links": [{"label": "x", "address": "data:text/html,<script>alert(1)</script>"}]},
        {"links": [{"label": "x", "address": "nonsense"}]},
        {"buttons": [{"label": "<svg onload=alert(1)>", "reference": "1:topics:"}]},
        {"text": 'www.evil.example/"onclick=alert(1) https://x"><script>alert(1)</script> javascript:alert(1)'},
        {"lang": '"><script>alert(1)</script>'},
    ],
)
async def test_even_a_reply_is_only_ever_text(ann: Visit, reply: dict[str, object]):
    whole = {"title": "", "text": "Text", "links": [], "note": "", "buttons": [], "lang": "", **reply}
    html = await ann.page.evaluate(
        """async (reply) => {
          const { drawReply } = await import("/static/drawing.js");
          const known = { press() {}, type() {}, commands: new Set() };
          const drawn = drawReply({ key: "x", ...reply }, known);
          document.getElementById("log").append(drawn);
          return [...drawn.querySelectorAll("*")].map(({ tagName, href }) => [tagName, href || ""]);
        }""",
        whole,
    )
    assert {tag for tag, _ in html} <= {"P", "DIV", "H2", "UL", "LI", "A", "SPAN", "BR", "BUTTON"}
    assert all(address.startswith(("https://", "")) and "javascript:" not in address for _, address in html)
