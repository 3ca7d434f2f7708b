"""`/ideen`: what others want, a few at a time. The newest, the most supported, by field, by Ortsteil, by a word."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.ideas.districts import OTHER, district_named, districts, name_district
from bot.ideas.fields import field_named, name_field, page_of_fields, pages_of
from bot.ideas.lifeline import number_of
from bot.ideas.one_idea import OneIdea, mine, read_idea_number, show_button
from bot.ideas.screens import is_field
from bot.texts import Texts
from storage import ideas
from storage.ideas import IdeaRow, Order

A_PAGE = 4
"""Ideas in one message, beside the buttons for more and for another choice."""
DISTRICTS_A_PAGE = 4
LONGEST_SEARCH = 60
MOST_SKIPPED = 100_000


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Which ideas are listed."""

    order: Order = Order.NEWEST
    field: str | None = None
    district: str | None = None
    words: str = ""

    def as_argument(self, skip: int) -> str:
        """What the button for more of them carries."""
        if self.field:
            return f"field:{skip}:{self.field}"
        if self.district:
            return f"district:{skip}:{self.district}"
        return f"words:{skip}:{self.words}" if self.words else f"{self.order}:{skip}"


@dataclass(frozen=True, kw_only=True)
class IdeasBoard:
    """The handlers of the lists."""

    one: OneIdea

    async def command(self, turn: Turn) -> Sequence[Reply]:
        """`/ideen`, `/ideen radweg`, `/ideen lusan`, `/ideen I-0388`."""
        typed = " ".join(turn.argument.split())[:LONGEST_SEARCH]
        if not typed:
            return [await self._list(turn, Chosen(), 0)]
        if read_idea_number(typed) is not None:
            return await self.one.show(turn)
        district = district_named(typed)
        if district and await ideas.count_shown(turn.session, district=district):
            return [await self._list(turn, Chosen(district=district), 0)]
        field = None if typed.isdigit() else field_named(turn.texts, typed)
        if field and await ideas.count_shown(turn.session, field=field):
            return [await self._list(turn, Chosen(field=field), 0)]
        return [await self._list(turn, Chosen(words=typed), 0)]

    async def pressed(self, turn: Turn) -> Sequence[Reply]:
        """A page of a list, or the choice of another one."""
        kind, skipped, value = [*turn.argument.split(":", 2), "", ""][:3]
        skip = int(skipped) if skipped.isascii() and skipped.isdigit() and len(skipped) < len(str(MOST_SKIPPED)) else 0
        screens = {"fields": _fields, "districts": _districts, "choose": _menu}
        if kind in screens:
            return [screens[kind](turn.texts, skip)]
        return [await self._list(turn, _read(kind, value), skip)]

    async def _list(self, turn: Turn, chosen: Chosen, skip: int) -> Reply:
        texts, session = turn.texts, turn.session
        field, district, words = chosen.field, chosen.district, chosen.words
        count = await ideas.count_shown(session, field=field, district=district, words=words)
        rows = await ideas.shown(
            session, order=chosen.order, field=field, district=district, words=words, skip=skip, most=A_PAGE
        )
        other = Button(label=texts.say("button.ideas_choose"), reference=reference("ideas", "choose"))
        if not rows:
            own = Button(label=texts.say("button.new_idea"), reference=reference("hand_in", "begin"))
            said = texts.say("ideas.nothing" if chosen == Chosen(order=chosen.order) else "ideas.nothing_found")
            return Reply(title=_title(texts, chosen), text=said, buttons=[own, other])
        buttons = [show_button(texts, row) for row in rows]
        if skip + len(rows) < count:
            more = _more(texts, chosen.as_argument(skip + len(rows)))
            buttons += [more] if more else []
        blocks = [say_line(texts, row) for row in rows]
        counted = texts.say("ideas.counted", first=skip + 1, last=skip + len(rows), count=count)
        return Reply(
            title=_title(texts, chosen), text="\n\n".join(blocks), note=f"{counted} {texts.say('ideas.search')}",
            buttons=[*buttons, other],
        )  # fmt: skip


def say_line(texts: Texts, idea: IdeaRow) -> str:
    """One idea in a list: number, title, stage, how many want it, where."""
    place = f" · {name_district(texts, idea.district)}" if idea.district else ""
    named = texts.say("ideas.stage_asked") if idea.asked_back else texts.say(f"ideastage.{idea.stage}")
    stage = texts.say("ideas.state", stage=named, count=idea.support)
    return f"{number_of(idea.id)} · {idea.title}\n{stage}{place}"


def _read(kind: str, value: str) -> Chosen:
    """Which list a button means; what is none gives the newest."""
    match kind:
        case "supported":
            return Chosen(order=Order.SUPPORTED)
        case "field" if is_field(value):
            return Chosen(field=value)
        case "district" if value in districts() or value == OTHER:
            return Chosen(district=value)
        case "words" if value.strip():
            return Chosen(words=value.strip())
    return Chosen()


def _title(texts: Texts, chosen: Chosen) -> str:
    if chosen.field:
        return texts.say("ideas.of_field", field=name_field(texts, chosen.field))
    if chosen.district:
        return texts.say("ideas.of_district", district=name_district(texts, chosen.district))
    if chosen.words:
        return texts.say("ideas.with_words", words=chosen.words)
    return texts.say("ideas.most_supported" if chosen.order is Order.SUPPORTED else "ideas.newest")


def _more(texts: Texts, argument: str) -> Button | None:
    """The button for the next page; None if a search is too long for a button."""
    try:
        return Button(label=texts.say("button.more"), reference=reference("ideas", argument))
    except ValueError:
        return None


def _menu(texts: Texts, _: int) -> Reply:
    choices = {
        "button.newest": "newest:0", "button.most_supported": "supported:0", "button.by_field": "fields:0",
        "button.by_district": "districts:0",
    }  # fmt: skip
    buttons = [Button(label=texts.say(key), reference=reference("ideas", to)) for key, to in choices.items()]
    new = Button(label=texts.say("button.new_idea"), reference=reference("hand_in", "begin"))
    return Reply(text=texts.say("ideas.choose"), buttons=[*buttons, mine(texts), new])


def _fields(texts: Texts, page: int) -> Reply:
    buttons = [
        Button(label=texts.say(f"label.{field}"), reference=reference("ideas", f"field:0:{field}"))
        for field in page_of_fields(page)
    ]
    more = Button(label=texts.say("button.more"), reference=reference("ideas", f"fields:{page + 1}"))
    return Reply(text=texts.say("ideas.which_field"), buttons=[*buttons, more, _back(texts)])


def _districts(texts: Texts, page: int) -> Reply:
    keys = [*districts(), OTHER]
    start = page % pages_of(keys, DISTRICTS_A_PAGE) * DISTRICTS_A_PAGE
    buttons = [
        Button(label=name_district(texts, key), reference=reference("ideas", f"district:0:{key}"))
        for key in keys[start : start + DISTRICTS_A_PAGE]
    ]
    more = Button(label=texts.say("button.more"), reference=reference("ideas", f"districts:{page + 1}"))
    return Reply(text=texts.say("ideas.which_district"), buttons=[*buttons, more, _back(texts)])


def _back(texts: Texts) -> Button:
    return Button(label=texts.say("button.back"), reference=reference("ideas", "choose"))
