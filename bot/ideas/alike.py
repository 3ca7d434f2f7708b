"""Ideas like a draft: shown right after its words, and once more only if title, field or place have brought others.

Which of them were shown is kept in the draft, so that a restart or a way back shows none twice.
"""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.ideas.card import say_card
from bot.ideas.drafting import step_of
from bot.ideas.shelf import IdeaShelf
from storage import ideas, lifelines
from storage.idea_drafts import IdeaDraftRow
from storage.ideas import IdeaRow

NEAR = 0.2
"""From this probability an idea is shown as perhaps the same."""
MOST_SIMILAR = 3
_KEPT = "similar"
_BEFORE = "ideas"
"""Before the numbers: no message has such a number."""
NEW_WORDS = frozenset(
    {
        "nein", "neu", "neue idee", "eine neue idee", "nein, eine neue idee", "nein neu", "nein, neu", "weiter",
        "meine ist neu", "meine idee ist neu", "das ist neu", "keine davon", "keine", "no", "new", "none",
        "mine is new",
    }
)  # fmt: skip
SAME_WORDS = frozenset(
    {
        "ja", "mitmachen", "das ist meine", "das ist meine idee", "die gleiche", "dieselbe", "genau das", "genau die",
        "yes", "join", "same", "that's mine",
    }
)  # fmt: skip


async def similar_to(shelf: IdeaShelf, turn: Turn, draft: IdeaDraftRow) -> list[tuple[IdeaRow, bool]]:
    """Ideas like this draft that its author has not been shown yet, each with whether it is over the bar."""
    text = draft.text if draft.text.startswith(draft.title) else f"{draft.title}. {draft.text}"
    own = [idea.id for idea in await ideas.handed_in_by(turn.session, draft.address)]
    found = await shelf.similar(
        turn.session,
        text,
        field=draft.field,
        district=draft.district,
        most=MOST_SIMILAR,
        without=[*own, *_shown(draft)],
    )
    near = [one for one in found if one.is_similar or one.probability >= NEAR]
    rows = [(await ideas.look_at(turn.session, one.number), one.is_similar) for one in near]
    return [(row, is_similar) for row, is_similar in rows if row is not None]


def mark_shown(draft: IdeaDraftRow, similar: Sequence[tuple[IdeaRow, bool]]) -> None:
    """Its author has looked at these and goes on with an idea of their own."""
    numbers = sorted({*_shown(draft), *(idea.id for idea, _ in similar)})
    draft.messages = {**draft.messages, _KEPT: " ".join([_BEFORE, *map(str, numbers)])}


def meant_by(typed: str, similar: Sequence[tuple[IdeaRow, bool]]) -> IdeaRow | None:
    """The idea that typed words join: by its number, its place on the screen, or a yes where there is but one."""
    said = typed.strip(" .!").casefold()
    if said in SAME_WORDS and len(similar) == 1:
        return similar[0][0]
    number = said.removeprefix("i-").lstrip("0")
    if not (number.isascii() and number.isdigit()):
        return None
    by_number = {str(idea.id): idea for idea, _ in similar} if said.startswith("i-") else {}
    by_place = {str(place): idea for place, (idea, _) in enumerate(similar, start=1)} if said == number else {}
    return by_number.get(number) or by_place.get(number)


async def ask_to_join(turn: Turn, draft: IdeaDraftRow, idea: IdeaRow, zone: ZoneInfo) -> Reply:
    """The card of a similar idea, and whether they join it instead."""
    card = say_card(turn.texts, idea, await lifelines.of(turn.session, idea.id), zone)
    joined = reference("hand_in", f"{step_of(draft)}:joined:{idea.id}")
    return replace(
        card,
        text=f"{card.text}\n\n{turn.texts.say('handing.join_ask')}",
        buttons=[
            Button(label=turn.texts.say("button.idea_join"), reference=joined),
            Button(label=turn.texts.say("button.back"), reference=reference("hand_in", "go_on")),
        ],
    )


def _shown(draft: IdeaDraftRow) -> list[int]:
    return [int(number) for number in draft.messages.get(_KEPT, "").split()[1:]]
