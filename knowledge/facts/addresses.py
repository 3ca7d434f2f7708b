"""Web addresses, mail addresses and telephone numbers in a text."""

import re

from knowledge.entries import Language
from knowledge.facts.found import Facts, take

ENDINGS = "de|com|org|net|eu|info|tv|app|digital|berlin|online|io"
MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.\w{2,}"
WEB = rf"https?://\S+|(?<![\w@.-])(?:[\w-]+\.)+(?:{ENDINGS})\b(?:/[^\s,;)“”]*)?"
PHONE = r"(?<![\w.,:+-])(?:\+49|0049|0)(?:[ /()–-]{0,3}\d){6,14}(?![\w:])"


def read_addresses(words: str, _: Language, facts: Facts) -> str:
    """Addresses, without what may differ: https, www, a slash at the end, the country's number."""

    def mail(match: re.Match[str]) -> None:
        facts.stated["mail", match.group().lower()] = match.group()

    def web(match: re.Match[str]) -> None:
        written = match.group().rstrip(".,;:!?)“”\"'")
        bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", written, flags=re.IGNORECASE).rstrip("/")
        host, slash, path = bare.partition("/")
        facts.stated["web", host.lower() + slash + path] = written

    def phone(match: re.Match[str]) -> None:
        national = re.sub(r"^(?:\+|00)49\s*(?:\(0\))?", "0", match.group())
        facts.stated["phone", re.sub(r"\D", "", national)] = match.group().strip()

    return take(PHONE, take(WEB, take(MAIL, words, mail), web), phone)


def without_addresses(words: str) -> str:
    """The same text with blanks where addresses stood, every other letter in its place."""
    return re.sub(rf"{MAIL}|{WEB}", lambda match: " " * len(match.group()), words)
