"""What people and attackers type: markup, marks nobody sees, query syntax, forms to be filled, endless texts."""

MARKUP = [
    "</b>",
    "<b>fett",
    '<a href="tg://user?id=1">x</a>',
    "<a href='javascript:alert(1)'>x</a>",
    "<script>alert(1)</script>",
    "<!-- -->",
    "<tg-spoiler>x</tg-spoiler>",
    "<pre><code class='language-python'>x",
    "&lt;b&gt;",
    "&amp;amp;",
    "&#60;b&#62;",
    "& < > \" '",
    "*_[`~>#+-=|{}.!",
    "**fett** __kursiv__",
    "[x](tg://user?id=1)",
    "```x```",
    "||spoiler||",
]
FORMS = [
    "{user.id}",
    "{0}",
    "{",
    "}",
    "{{7*7}}",
    "${7*7}",
    "#{7*7}",
    "%s",
    "%(name)s",
    "%n",
    "$x",
    "<%= 7*7 %>",
    "{text!r}",
]
QUERIES = ["%", "_", "\\", '"', "'", "*", "NEAR(", "a:b", "-", "?", "' OR 1=1 --", "'; DROP TABLE person; --"]
UNSEEN = [
    "\u202egnurts\u202c",
    "Gera\u200b\u200b\u2060Bank",
    "\u2067rechts\u2069",
    "\ufeffBank",
    "Ban\x00k",
    "\ud83d",
    "\ude00 \ud83d",
    "So\xadlar",
    "Z\u0351\u036b\u0343\u036aA\u0317\u0333L\u0321\u031fG\u0347\u0330O\u0353\u031e",
    "Stаdt Gеrа",
    "ﷺ" * 3,
    "👩‍👩‍👧‍👦 👋🏽 🇩🇪 ❤️",
    "مرحبا بكم",
    "\u202e\u202e\u202e",
    "\x1b[31mrot\x1b[0m",
    'x\n{"level": "info", "event": "forged"}',
    "\r\n\t\v\f",
]
TEXTS = [*MARKUP, *FORMS, *QUERIES, *UNSEEN]

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
SIGNS = "a1 .!?/@&<%\\\"'-_äß語"
PAIRS = ("a ", "a!", "a.", "1.", "aA", "ab", "\n ", "((", "))", "[]", "{}", "<>", "&;")
PARTS = ("\u0301", "e\u0301", "👍", FAMILY, "\u200b", "\u202e", "http://", "@gera_bot ")
WORDS = ("hilfe ", "nicht ", "solarbank", "solar bänke ", "ich will ", "z. B. ", "und wo ")
LONG = [
    *(part * (4096 // len(part)) for part in (*SIGNS, *PAIRS, *PARTS, *WORDS)),
    "a" * 4095 + "!",
    "/" + "start" * 800,
    "1" * 4096,
]
"""Fifty texts of 4,096 characters on which a careless pattern would think for a long time (threat T26)."""
