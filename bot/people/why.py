"""„Warum bekomme ich das?“: the button under every push, answered with the reason and the ways out of it."""

from collections.abc import Sequence

from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.delivery.kinds import COUNTED, Kind
from bot.delivery.topics import Reason, Topic, name_topic
from bot.people.subscribing import describe_times
from bot.texts import Texts
from storage import pushes
from storage.deliveries import DeliveryRow

OF_EVENTS = frozenset({Reason.REGISTERED, Reason.WISHED})
MOST_DIGITS = 9
"""Of a delivery's number. What is longer is no number of ours, and no database takes it."""


async def why(turn: Turn) -> Sequence[Reply]:
    """Why this push came, and one button for each way to change that. Answered only to whom it came."""
    number = turn.argument
    row = None
    if number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS:
        row = await pushes.of(turn.session, int(number), turn.incoming.address)
    if row is None:
        to_subs = Button(label=turn.texts.say("button.subs"), reference=reference("subs"))
        return [Reply(text=turn.texts.say("push.forgotten"), buttons=[to_subs])]
    return [_answer(turn, row)]


def explain(texts: Texts, kind: str, reason: str) -> str:
    """Why somebody gets a push of this kind for this reason."""
    said = [texts.say(f"kind.{kind}")] if kind in list(Kind) else []
    if reason in list(Topic):
        said.append(texts.say("push.topic", topic=name_topic(texts, reason)))
    elif reason in list(Reason):
        said.append(texts.say(f"reason.{reason}"))
    return " ".join(said)


def _answer(turn: Turn, row: DeliveryRow) -> Reply:
    texts, person = turn.texts, turn.person
    ways, buttons = [], []
    if row.reason in list(Topic):
        ways.append(texts.say("push.way_topic"))
        buttons.append(Button(label=texts.say("button.mute"), reference=reference("unsubscribe", row.reason)))
    if not person.digest and row.kind in COUNTED:
        ways.append(texts.say("push.way_less"))
        buttons.append(Button(label=texts.say("button.digest"), reference=reference("often", "digest")))
    if row.reason in OF_EVENTS:
        ways.append(texts.say("push.way_events"))
        buttons.append(Button(label=texts.say("button.my_events"), reference=reference("my_events")))
    if row.reason != Reason.STAFF:
        ways.append(texts.say("push.way_stop"))
        buttons.append(Button(label=texts.say("button.stop_all"), reference=reference("stop")))
    times = describe_times(texts, person.quiet, digest=person.digest)
    parts = [explain(texts, row.kind, row.reason), times, "\n".join(f"- {way}" for way in ways)]
    return Reply(title=texts.say("button.why_push"), text="\n\n".join(part for part in parts if part), buttons=buttons)
