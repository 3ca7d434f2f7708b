"""How the page reads plain text: paragraphs, lists, addresses, phone numbers, commands. Asked of the script itself."""

import re
from typing import Any

import pytest
from playwright.async_api import Page

from bot.answering.answers import Answers
from bot.texts import load_texts
from tests.web.visit import Visit

pytestmark = pytest.mark.browser

PHONES = re.compile(r"(?<![\d.,/-])(?:110|112|115)(?![\d])")


async def pieces(page: Page, line: str) -> list[Any]:
    """A line's pieces as the page sees them: strings, and pairs of a text and where it leads."""
    found: list[Any] = await page.evaluate(
        """async (line) => {
          const { piecesOf } = await import("/static/text.js");
          const commands = new Set(["themen", "hilfe", "datenschutz"]);
          return piecesOf(line, commands).map((piece) =>
            typeof piece === "string" ? piece : [piece.text, piece.address || piece.command]);
        }""",
        line,
    )
    return found


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Nur Text.", ["Nur Text."]),
        ("", []),
        (
            "Mehr: https://gera.de/a-b?c=d#e.",
            ["Mehr: ", ["https://gera.de/a-b?c=d#e", "https://gera.de/a-b?c=d#e"], "."],
        ),
        ("(siehe www.gera.de/smartcity)", ["(siehe ", ["www.gera.de/smartcity", "https://www.gera.de/smartcity"], ")"]),
        ("auf unser.gera.de, dann", ["auf ", ["unser.gera.de", "https://unser.gera.de/"], ", dann"]),
        ("an smartcity@gera.de.", ["an ", ["smartcity@gera.de", "mailto:smartcity@gera.de"], "."]),
        ("Mehr dazu: /datenschutz", ["Mehr dazu: ", ["/datenschutz", "/datenschutz"]]),
        ("/hilfe und (/themen).", [["/hilfe", "/hilfe"], " und (", ["/themen", "/themen"], ")."]),
        ("und/oder /unbekannt a/hilfe /hilfestellung", ["und/oder /unbekannt a/hilfe /hilfestellung"]),
        (
            "rufen Sie die 112 an (Polizei: 110).",
            ["rufen Sie die ", ["112", "tel:112"], " an (Polizei: ", ["110", "tel:110"], ")."],
        ),
        ("0800 1110111, kostenlos", [["0800 1110111", "tel:08001110111"], ", kostenlos"]),
        (
            "112 Ideen, 1.112 Euro, 112.000, 3112, 112-mal, 2021/112",
            ["112 Ideen, 1.112 Euro, 112.000, 3112, 112-mal, 2021/112"],
        ),
        ("z.B. am 16.03.2022 um 10.30 Uhr", ["z.B. am 16.03.2022 um 10.30 Uhr"]),
        ("javascript:alert(1) ftp://gera.example", ["javascript:alert(1) ftp://gera.example"]),
        ("https://", ["https://"]),
    ],
)
async def test_what_can_be_followed_in_a_line(ann: Visit, line: str, expected: list[Any]):
    assert await pieces(ann.page, line) == expected


async def test_the_blocks_of_a_text(ann: Visit):
    blocks = await ann.page.evaluate(
        """async (text) => (await import("/static/text.js")).blocksOf(text)""",
        "Eins\nzwei\n\nListe:\n- a\n- b\nDanach\n\n\n/hilfe – diese Hilfe\n/themen – Themen\n\n-5 Grad",
    )
    assert [(block["kind"], block["lines"]) for block in blocks] == [
        ("paragraph", ["Eins", "zwei"]),
        ("paragraph", ["Liste:"]),
        ("list", ["a", "b"]),
        ("paragraph", ["Danach"]),
        ("commands", ["/hilfe – diese Hilfe", "/themen – Themen"]),
        ("paragraph", ["-5 Grad"]),
    ]


async def test_every_number_that_looks_like_a_phone_number_is_one_and_is_recognised(ann: Visit, answers: Answers):
    """Over all curated texts: if a text ever says "112 Ideen" or rings 115 in new words, this says so."""
    texts = [variant.text for entry in answers.library.entries.values() for variant in entry.variants.values()]
    texts += [text for words in load_texts().languages.values() for text in words.messages.values()]
    lines = [line for text in texts for line in text.split("\n") if PHONES.search(line)]
    assert lines
    for line in lines:
        told = [piece[0] for piece in await pieces(ann.page, line) if isinstance(piece, list)]
        assert [text for text in told if PHONES.fullmatch(text)] == PHONES.findall(line), line


async def test_every_address_in_the_curated_texts_is_whole(ann: Visit, answers: Answers):
    texts = [variant.text for entry in answers.library.entries.values() for variant in entry.variants.values()]
    for line in {line for text in texts for line in text.split("\n") if "https:" in line or "@gera" in line}:
        followed = [piece for piece in await pieces(ann.page, line) if isinstance(piece, list)]
        assert followed, line
        for text, address in followed:
            assert address.endswith((text, text + "/")) or address.startswith("tel:"), (text, address)
            assert not text.endswith((".", ",", ")", ":")), text
