"""Ways into the form that begin with what somebody has just sent: a photo alone, a wish. Nothing of it is kept before
they say so: the offer points at their message, and its button brings that back, where the face can do that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.routing import Handler, Listener, Turn
from bot.conversation.words import Attachment, Button, Reply, reference
from bot.ideas.handing_in import HandingIn
from bot.ideas.wished import Wish, hear_wish

PHOTO, WISH = "photo", "wish"
DEFECTS = "defect-reports-use"
"""The curated entry that says where damage is reported."""


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """The offers, and what becomes of them. `certain` answers a question that has a certain answer."""

    form: HandingIn
    certain: Listener

    def photo_alone(self, otherwise: Handler) -> Handler:
        """The handler of what is no text: for a picture the offer of an idea with it, else `otherwise`."""

        async def handled(turn: Turn) -> Sequence[Reply]:
            incoming, say = turn.incoming, turn.texts.say
            if incoming.attachment is not Attachment.PHOTO or incoming.photo is None or incoming.group:
                return await otherwise(turn)
            begin = Button(label=say("button.idea_with_photo"), reference=_reference(incoming.photo))
            defect = Button(label=say("button.defect_more"), reference=reference("entry", DEFECTS))
            return [Reply(text=say("handing.photo_alone"), buttons=[begin, defect], quotes=True)]

        return handled

    def beside(self, question: Handler) -> Handler:
        """The answer to a question, and beside it the offer of an idea where somebody wishes for something."""

        async def asked(turn: Turn) -> Sequence[Reply]:
            incoming = turn.incoming
            wish = None if incoming.group or incoming.edited else hear_wish(incoming.text)
            if wish is None:
                return await question(turn)
            certain = await self.certain(turn)
            if certain is None:
                return [*await question(turn), self._offer(turn)]
            return [*certain, self._offer(turn)] if wish is Wish.PLAIN else certain

        return asked

    async def heard(self, turn: Turn) -> Sequence[Reply] | None:
        """The listener of the form, but for a wish that has a certain answer: there the idea is offered beside it."""
        if hear_wish(turn.incoming.text) is Wish.PLAIN and not turn.incoming.group and turn.incoming.attachment is None:
            certain = await self.certain(turn)
            if certain is not None:
                return [*certain, self._offer(turn)]
        return await self.form.heard(turn)

    async def pressed(self, turn: Turn) -> Sequence[Reply]:
        """A yes to an offer."""
        what, _, kept = turn.argument.partition(":")
        if turn.incoming.group or what not in {PHOTO, WISH}:
            return await self.form.begin(replace(turn, argument=""))
        if what == PHOTO:
            return await self.form.begin_with(turn, photo=kept or turn.incoming.photo)
        return await self.form.begin_with(turn, words=turn.incoming.quoted)

    def _offer(self, turn: Turn) -> Reply:
        button = Button(label=turn.texts.say("button.wish_as_idea"), reference=reference("idea_begin", WISH))
        return Reply(text=turn.texts.say("handing.wish"), buttons=[button], quotes=True)


def _reference(photo: str) -> str:
    """With the photo's name where that is short, as in the browser; Telegram brings the photo back itself."""
    try:
        return reference("idea_begin", f"{PHOTO}:{photo}")
    except ValueError:
        return reference("idea_begin", PHOTO)
