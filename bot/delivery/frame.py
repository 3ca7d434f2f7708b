"""What every push carries beside its words: a button that says why it came, and a note if it may have come before."""

from dataclasses import replace

from bot.conversation.words import Button, Reply, reference
from bot.delivery.pump import Frame
from bot.delivery.topics import Reason
from bot.texts import TextBook
from storage.claims import Claimed
from storage.deliveries import Deed


def make_frame(textbook: TextBook) -> Frame:
    """The frame, in the language of each delivery. What the staff get in their work carries none, nor does a card."""

    def frame(delivery: Claimed, reply: Reply) -> Reply:
        if delivery.reason in {Reason.STAFF, Reason.SHARED}:
            return reply
        texts = textbook.of(delivery.language)
        why = Button(label=texts.say("button.why_push"), reference=reference("why", str(delivery.id)))
        framed = replace(reply, buttons=[*reply.buttons, why])
        if delivery.doubts and delivery.deed == Deed.SEND:  # to say a change twice changes nothing
            note = "\n".join(part for part in (reply.note, texts.say("push.perhaps_again")) if part)
            framed = replace(framed, note=note)
        return framed

    return frame
