"""Pictures on their way to Telegram: sent as a file once, afterwards by the name that Telegram gave them."""

from contextlib import suppress

from storage import pictures
from storage.database import Database
from storage.errors import Unreachable


class Pictures:
    """The pictures that we keep, as Telegram takes them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, str] = {}

    async def photo(self, name: str) -> str | bytes | None:
        """What to send for a picture: Telegram's own name for it, or its data; None if we don't have it.

        Raises Unreachable.
        """
        if name in self._known:
            return self._known[name]
        async with self._database.reading() as session:
            return await pictures.known_to_telegram(session, name) or await pictures.data_of(session, name)

    async def sent(self, name: str, telegram: str) -> None:
        """Telegram has it under this name now. Where that cannot be written down, it is sent as a file once more."""
        if self._known.get(name) != telegram:
            self._known[name] = telegram
            with suppress(Unreachable):
                async with self._database.writing() as session:
                    await pictures.remember(session, name, telegram)
