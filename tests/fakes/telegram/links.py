"""Addresses as Telegram reads them, in buttons and in formatted text."""

from urllib.parse import parse_qs, urlsplit

KNOWN_SCHEMES = frozenset({"http", "https", "tg", "ton", "tonsite"})


def checked_link(url: str) -> str | None:
    """The address as Telegram keeps it (scheme and final slash added), or None when it refuses it."""
    url = url.strip()
    if not url or any(sign <= " " for sign in url):
        return None
    if "://" not in url:
        if url.split(":", 1)[0].lower() in KNOWN_SCHEMES - {"http", "https"}:
            url = url.replace(":", "://", 1)
        else:
            url = f"http://{url}"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in KNOWN_SCHEMES:
        return None
    if parts.scheme in {"tg", "ton"}:
        return url
    host = parts.hostname or ""
    if "." not in host.strip(".") or ".." in host or "@" in host:
        return None
    place = host if port is None else f"{host}:{port}"
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{parts.scheme}://{place}{parts.path or '/'}{query}{fragment}"


def person_in_link(url: str) -> int | None:
    """The user of a `tg://user?id=…` link."""
    parts = urlsplit(url)
    if parts.scheme != "tg" or parts.netloc != "user":
        return None
    (number,) = parse_qs(parts.query).get("id", [""])[:1]
    return int(number) if number.isdigit() and int(number) > 0 else None
