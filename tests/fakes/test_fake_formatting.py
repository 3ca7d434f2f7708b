"""The fake reads HTML as strictly as Telegram, and finds commands, mentions and links as Telegram does."""

import pytest

from .telegram.entities import as_html, find_entities
from .telegram.errors import Refused
from .telegram.links import checked_link
from .telegram.markup import read_html
from .telegram.utf16 import cut, units

BROKEN = {
    "<b>Gera": 'Can\'t find end tag corresponding to start tag "b"',
    "Gera</b>": "Unexpected end tag at byte offset 4",
    "<b>Gera</i>": 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"',
    "<b><i>Gera</b></i>": 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"',
    "1 < 2": 'Unsupported start tag "" at byte offset 2',
    "1 < 2 > 0": 'Unsupported start tag "" at byte offset 2',
    "ä<br>": 'Unsupported start tag "br" at byte offset 2',
    "<p>Gera</p>": 'Unsupported start tag "p" at byte offset 0',
    "<script>": 'Unsupported start tag "script" at byte offset 0',
    "<br/>": 'Unsupported start tag "br/" at byte offset 0',
    "<a href=>Gera</a": "Unclosed end tag at byte offset 13",
    '<a "x">Gera</a>': 'Empty attribute name in the tag "a" at byte offset 0',
    '<a href="x>Gera</a>': "Unclosed start tag at byte offset 0",
    "<a href=https://gera.de>Gera</a>": "Unexpected end of name token at byte offset 8",
    "<span>Gera</span>": 'Tag "span" must have class "tg-spoiler" at byte offset 0',
    "<b": "Unclosed start tag at byte offset 0",
    "<tg-emoji>x</tg-emoji>": "Invalid custom emoji identifier specified",
    "<b>Gera</b": "Unclosed end tag at byte offset 7",
}
FINE = {
    "Gera": ("Gera", []),
    "1 &lt; 2 &amp;&amp; &quot;x&quot; &gt;": ('1 < 2 && "x" >', []),
    "&#228;&#x1F642; &nbsp; &foo &#0; & ;": ("ä🙂 &nbsp; &foo &#0; & ;", []),
    "<b>a</b> <strong>b</strong>": ("a b", [("bold", 0, 1), ("bold", 2, 1)]),
    "🙂<i>x</i>": ("🙂x", [("italic", 2, 1)]),
    "<B>x</b>": ("x", [("bold", 0, 1)]),
    "<b></b>": ("", []),
    "<b>x</>": ("x", [("bold", 0, 1)]),
    "<u><s>x</s></u>": ("x", [("strikethrough", 0, 1), ("underline", 0, 1)]),
    '<span class="tg-spoiler">x</span>': ("x", [("spoiler", 0, 1)]),
    "<blockquote expandable>x</blockquote>": ("x", [("expandable_blockquote", 0, 1)]),
    "<code>a &lt; b</code>": ("a < b", [("code", 0, 5)]),
}


@pytest.mark.parametrize(("source", "reason"), BROKEN.items())
def test_broken_html_is_refused(source, reason):
    with pytest.raises(Refused) as refused:
        read_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize(("source", "meant"), FINE.items())
def test_html_is_read(source, meant):
    text, entities = read_html(source)
    assert (text, [(entity["type"], entity["offset"], entity["length"]) for entity in entities]) == meant


def test_links():
    _, (link,) = read_html('<a href="https://gera.de?a=1&amp;b=2">Gera</a>')
    assert link["url"] == "https://gera.de/?a=1&b=2"
    _, (person,) = read_html('<a href="tg://user?id=17">Ann</a>')
    assert (person["type"], person["user"]) == ("text_mention", {"id": 17})
    assert read_html('<a href="javascript:alert(1)">Gera</a>') == ("Gera", [])
    _, (code,) = read_html('<pre><code class="language-python">x = 1</code></pre>')
    assert (code["type"], code["language"]) == ("pre", "python")


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("gera.de", "http://gera.de/"),
        ("HTTPS://Gera.de/Rat?x#y", "https://gera.de/Rat?x#y"),
        ("tg://resolve?domain=gera_bot", "tg://resolve?domain=gera_bot"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/"),
        ("http://localhost/", None),
        ("javascript:alert(1)", None),
        ("https://gera.de/a b", None),
        ("https://gera.de:port/", None),
        ("", None),
    ],
)
def test_addresses(address, kept):
    assert checked_link(address) == kept


def test_what_telegram_finds_by_itself():
    text = "🙂 /hilfe@gera_bot, @gera_bot siehe gera.de/rat. #Lusan post@gera.de +49 365 8380 kein/pfad"
    found = [(entity["type"], cut(text, entity["offset"], entity["length"])) for entity in find_entities(text)]
    assert found == [
        ("bot_command", "/hilfe@gera_bot"),
        ("mention", "@gera_bot"),
        ("url", "gera.de/rat"),
        ("hashtag", "#Lusan"),
        ("email", "post@gera.de"),
        ("phone_number", "+49 365 8380"),
    ]


def test_html_there_and_back():
    source = 'a <b>b <i>c</i></b> <a href="https://gera.de/">d &amp; e</a> 🙂<code>f</code>'
    text, entities = read_html(source)
    assert as_html(text, entities) == source
    assert units(text) == 15
