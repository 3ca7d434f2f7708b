"""What a person sends besides words: pictures, places, polls and the rest."""

from typing import TYPE_CHECKING, Any

from . import things
from .seen import Seen

if TYPE_CHECKING:
    from .groups import Group
    from .town import FakeTelegram
    from .world import Posted


class Presents:
    """The sending half of a Person; `where` is `in_=group`, `reply_to=message`."""

    town: "FakeTelegram"
    user: dict[str, Any]

    def send(
        self,
        content: dict[str, Any],
        *,
        in_: "Group | None" = None,
        reply_to: Seen | int | None = None,
        anonymously: bool = False,
    ) -> Seen:
        raise NotImplementedError

    def _change(self, posted: "Posted", new: dict[str, Any]) -> None:
        raise NotImplementedError

    async def sends_photo(
        self, caption: str | None = None, content: bytes | None = None, *, size: int | None = None, **where: Any
    ) -> Seen:
        """`size` claims more bytes than there are, to be too big cheaply."""
        picture = things.photo(self.town.world.files, content, size)
        return self.send({**picture, **things.words(caption or "", "caption")}, **where)

    async def sends_album(self, n: int = 3, caption: str | None = None, **where: Any) -> list[Seen]:
        """Several photos at once; Telegram tells them as n messages, the caption with the first."""
        album = {"media_group_id": str(self.town.world.number())}
        pictures = [{**album, **things.photo(self.town.world.files)} for _ in range(n)]
        pictures[0] |= things.words(caption or "", "caption")
        return [self.send(picture, **where) for picture in pictures]

    async def sends_document(
        self,
        content: bytes = b"%PDF-1.4\n",
        name: str = "plan.pdf",
        caption: str | None = None,
        *,
        mime: str | None = None,
        size: int | None = None,
        **where: Any,
    ) -> Seen:
        paper = things.document(self.town.world.files, content, name, mime, size)
        return self.send({**paper, **things.words(caption or "", "caption")}, **where)

    async def sends_sticker(self, emoji: str = "👍", **where: Any) -> Seen:
        return self.send(things.sticker(self.town.world.files, emoji), **where)

    async def sends_voice(self, seconds: int = 3, **where: Any) -> Seen:
        return self.send(things.voice(self.town.world.files, seconds), **where)

    async def sends_video(self, caption: str | None = None, **where: Any) -> Seen:
        return self.send({**things.video(self.town.world.files), **things.words(caption or "", "caption")}, **where)

    async def sends_video_note(self, **where: Any) -> Seen:
        return self.send(things.video_note(self.town.world.files), **where)

    async def sends_animation(self, **where: Any) -> Seen:
        return self.send(things.animation(self.town.world.files), **where)

    async def sends_location(
        self, latitude: float = things.GERA[0], longitude: float = things.GERA[1], **where: Any
    ) -> Seen:
        return self.send(things.location(latitude, longitude), **where)

    async def sends_live_location(
        self, latitude: float = things.GERA[0], longitude: float = things.GERA[1], seconds: int = 900, **where: Any
    ) -> Seen:
        return self.send(things.location(latitude, longitude, live_period=seconds), **where)

    async def moves(self, live: Seen, latitude: float, longitude: float) -> None:
        """A live location goes on: the bot gets an edit."""
        period = live.raw["location"].get("live_period", 900)
        self._change(live.posted, things.location(latitude, longitude, live_period=period))

    async def sends_venue(self, title: str = "Rathaus", address: str = "Kornmarkt 12", **where: Any) -> Seen:
        return self.send(things.venue(title, address), **where)

    async def shares_contact(self, phone_number: str = "+49365838000", **where: Any) -> Seen:
        return self.send(things.contact(self.user, phone_number), **where)

    async def sends_poll(self, question: str = "Mehr Bäume?", **where: Any) -> Seen:
        return self.send(things.poll(self.town.world.number(), question), **where)

    async def sends_dice(self, value: int = 4, **where: Any) -> Seen:
        return self.send(things.dice(value), **where)

    async def forwards(self, text: str, origin: dict[str, Any] | str = "Bob", *, in_: "Group | None" = None) -> Seen:
        """A forwarded message: of a user (their User object) or of somebody who hides it (their name)."""
        content = {**things.forwarded(self.town.world.date(), origin), **things.words(text)}
        return self.send(content, in_=in_)
