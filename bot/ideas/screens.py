"""What each step of handing in an idea shows: one question, what was chosen so far, and at most six buttons."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.words import Button, Reply, reference
from bot.delivery.topics import Topic
from bot.ideas.contest_flow import words_of
from bot.ideas.districts import OTHER, districts, districts_in, name_district
from bot.ideas.drafting import LONGEST_TEXT, LONGEST_TITLE, fingerprint, step_of
from bot.ideas.fields import FIELDS, name_field, page_of_fields
from bot.ideas.form_steps import Step, before, counted, may_skip
from bot.ideas.lifeline import number_of
from bot.ideas.placing import say_place
from bot.texts import Texts
from storage.contests import ContestRow
from storage.idea_drafts import IdeaDraftRow
from storage.ideas import IdeaRow

VERB = "hand_in"
"""Of the buttons, and the name of the form."""
MOST_BUTTONS = 6
DISTRICTS_A_PAGE = 3
CATEGORIES_A_PAGE = 3
LONGEST_LABEL = 24
"""Characters of a button that still fit on a phone."""
BEGINNING = 160
"""Characters of a similar idea's text."""
NO_PLACE = "none"


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a screen needs beside the draft: what is similar, and which page of a list is open."""

    similar: Sequence[tuple[IdeaRow, bool]] = ()
    """Each with whether it is over the bar."""
    contest: ContestRow | None = None
    """The one that is open, or that the draft takes part in."""
    page: int | None = None


def say_step(texts: Texts, draft: IdeaDraftRow, seen: Seen, problem: str = "") -> Reply:
    """The screen of the step at which the draft stands; `problem` says before it why the last try was not taken."""
    step = step_of(draft)
    body, buttons = _BODIES[step](texts, draft, seen)
    if may_skip(step):
        buttons.append(_button(texts, "button.keep_it" if _is_filled(draft, step) else "button.skip", step, "skip"))
    if step is Step.TITLE:
        buttons.append(_button(texts, "button.to_preview", step, "rest"))
    if before(step) is not None:
        buttons.append(_button(texts, "button.back", step, "back"))
    stopping = ""
    if len(buttons) < MOST_BUTTONS:
        buttons.append(Button(label=texts.say("button.interrupt"), reference=reference("hand_in", "leave")))
    else:
        stopping = texts.say("handing.to_stop")
    text = "\n\n".join(part for part in (problem, body, stopping) if part)
    return Reply(title=name_step(texts, draft), text=text, buttons=buttons)


def name_step(texts: Texts, draft: IdeaDraftRow) -> str:
    """`Schritt 2 von 5: Titel`; of the screens between and behind them only the name."""
    step, steps = step_of(draft), counted()
    shown = Step.TEXT if step in {Step.KIND, Step.GUARD} else step
    name = texts.say(f"ideastep.{step}")
    if shown not in steps:
        return name
    return texts.say("handing.step", number=steps.index(shown) + 1, count=len(steps), name=name)


def say_leaving(texts: Texts) -> Reply:
    """Keep the draft or throw it away?"""
    return Reply(
        text=texts.say("handing.leave"),
        buttons=[
            Button(label=texts.say("button.keep_draft"), reference=reference("hand_in", "keep")),
            Button(label=texts.say("button.drop_draft"), reference=reference("hand_in", "drop")),
            Button(label=texts.say("button.go_on_writing"), reference=reference("hand_in", "go_on")),
        ],
    )


def beginning_of(text: str) -> str:
    """The first words of a text, cut between words."""
    plain = " ".join(text.split())
    return plain if len(plain) <= BEGINNING else f"{plain[:BEGINNING].rpartition(' ')[0] or plain[:BEGINNING]} …"


def _kind(texts: Texts, draft: IdeaDraftRow, seen: Seen) -> tuple[str, list[Button]]:
    buttons = [
        _button(texts, "button.is_idea", Step.KIND, "idea"),
        _button(texts, "button.is_defect", Step.KIND, "defect"),
        _button(texts, "button.is_question", Step.KIND, "question"),
    ]
    return texts.say("handing.kind", text=beginning_of(draft.text)), buttons


def _text(texts: Texts, draft: IdeaDraftRow, seen: Seen) -> tuple[str, list[Button]]:
    asked = texts.say("handing.text", most=LONGEST_TEXT)
    if not draft.text:
        return asked, []
    kept = _button(texts, "button.keep_it", Step.TEXT, "on")
    return texts.say("handing.text_again", text=draft.text, most=LONGEST_TEXT), [kept]


def _guard(texts: Texts, draft: IdeaDraftRow, seen: Seen) -> tuple[str, list[Button]]:
    buttons = [
        _button(texts, "button.blacked_out", Step.GUARD, "on"),
        _button(texts, "button.other_words", Step.GUARD, "anew"),
        _button(texts, "button.unchanged", Step.GUARD, "as_is"),
    ]
    return f"{texts.say('handing.guard', text=draft.text)}\n\n{texts.say('handing.names')}", buttons


def _title(texts: Texts, draft: IdeaDraftRow, seen: Seen) -> tuple[str, list[Button]]:
    return texts.say("handing.title", title=draft.title, most=LONGEST_TITLE), []


def _field(texts: Texts, draft: IdeaDraftRow, seen: Seen) -> tuple[str, list[Button]]:
    page = seen.page or 0
    listed = "\n".join(f"{number}. {texts.say(f'label.{field}')}" for number, field in enumerate(FIELDS, start=1))
    chosen = texts.say("handing.chosen", what=name_field(texts, draft.field)) if draft.field else ""
    buttons = [
        Button(label=texts.say(f"label.{field}"), reference=reference("hand_in", f"{Step.FIELD}:set:{field}"))
        for field in page_of_fields(page)
    ]
    buttons.append(_button(texts, "button.more", Step.FIELD, f"page:{page + 1}"))
    return "\n\n".join(part for part in (texts.say("handing.field", fields=listed), chosen) if part), buttons


def _place(texts: Texts, draft: IdeaDraftRow, seen: Seen) -> tuple[str, list[Button]]:
    if seen.page is not None:
        return _place_list(texts, seen.page)
    named = districts_in(f"{draft.title} {draft.text}")[:1]
    buttons = [_district(texts, key) for key in named]
    buttons += [
        _button(texts, "button.place_list", Step.PLACE, "page:0"),
        Button(label=texts.say("handing.other_place"), reference=reference("hand_in", f"{Step.PLACE}:set:{OTHER}")),
    ]
    chosen = texts.say("handing.chosen", what=name_district(texts, draft.district)) if draft.district else ""
    if draft.district:
        buttons.append(_button(texts, "button.no_place", Step.PLACE, f"set:{NO_PLACE}"))
    return "\n\n".join(part for part in (texts.say("handing.place"), chosen) if part), buttons


def _place_list(texts: Texts, page: int) -> tuple[str, list[Button]]:
    keys = list(districts())
    pages = -(-len(keys) // DISTRICTS_A_PAGE)
    start = page % pages * DISTRICTS_A_PAGE
    buttons = [_district(texts, key) for key in keys[start : start + DISTRICTS_A_PAGE]]
    buttons.append(_button(texts, "button.more", Step.PLACE, f"page:{(page + 1) % pages}"))
    return texts.say("handing.place_list", names=", ".join(districts().values())), buttons


def _photo(texts: Texts, draft: IdeaDraftRow, seen: Seen) -> tuple[str, list[Button]]:
    if draft.photo is None:
        return texts.say("handing.photo"), []
    return texts.say("handing.photo_there"), [_button(texts, "button.take_away", Step.PHOTO, "none")]


def _similar(texts: Texts, draft: IdeaDraftRow, seen: Seen) -> tuple[str, list[Button]]:
    blocks = [_block(texts, idea, is_similar=is_similar) for idea, is_similar in seen.similar]
    buttons = [
        Button(
            label=texts.say("button.join_number", number=number_of(idea.id)),
            reference=reference("hand_in", f"{step_of(draft)}:join:{idea.id}"),
        )
        for idea, _ in seen.similar
    ]
    buttons.append(_button(texts, "button.is_new", step_of(draft), "new"))
    return "\n\n".join([texts.say("handing.similar"), *blocks]), buttons


def _block(texts: Texts, idea: IdeaRow, *, is_similar: bool) -> str:
    head = texts.say(
        "handing.near" if is_similar else "handing.perhaps_near", number=number_of(idea.id), title=idea.title
    )
    state = texts.say("ideas.state", stage=texts.say(f"ideastage.{idea.stage}"), count=idea.support)
    same = beginning_of(idea.text).rstrip(" …").startswith(idea.title.rstrip("…")) and len(idea.text) < BEGINNING
    return "\n".join([head, *([] if same and idea.text == idea.title else [beginning_of(idea.text)]), state])


def _contest(texts: Texts, draft: IdeaDraftRow, seen: Seen) -> tuple[str, list[Button]]:
    contest, page = seen.contest, seen.page or 0
    assert contest is not None  # noqa: S101 - without one the step is left out
    said = texts.say("handing.contest", title=words_of(contest, texts)["title"])
    buttons = []
    if contest.categories:
        start = page * CATEGORIES_A_PAGE % (-(-len(contest.categories) // CATEGORIES_A_PAGE) * CATEGORIES_A_PAGE)
        shown = list(enumerate(contest.categories, start=1))[start : start + CATEGORIES_A_PAGE]
        listed = "\n".join(f"{number}. {name}" for number, name in enumerate(contest.categories, start=1))
        said = f"{said}\n\n{texts.say('handing.contest_categories', categories=listed)}"
        for number, name in shown:
            label = name if len(name) <= LONGEST_LABEL else texts.say("button.category", number=number)
            buttons.append(Button(label=label, reference=reference("hand_in", f"{Step.CONTEST}:in:{number}")))
        if len(contest.categories) > CATEGORIES_A_PAGE:
            buttons.append(_button(texts, "button.more", Step.CONTEST, f"page:{page + 1}"))
    else:
        buttons.append(_button(texts, "button.take_part", Step.CONTEST, "in:0"))
    buttons.append(_button(texts, "button.no_contest", Step.CONTEST, "out"))
    return said, buttons


def _preview(texts: Texts, draft: IdeaDraftRow, seen: Seen) -> tuple[str, list[Button]]:
    picture = texts.say("handing.with_photo" if draft.photo else "handing.without_photo")
    shown = texts.say(
        "handing.preview",
        title=draft.title,
        text=draft.text,
        field=name_field(texts, draft.field),
        place=name_district(texts, draft.district),
        photo=picture,
        pseudonym=draft.pseudonym,
    )
    if draft.latitude is not None and draft.longitude is not None:
        shown = f"{shown}\n{say_place(texts, (draft.latitude, draft.longitude))}"
    if seen.contest is not None:
        title = words_of(seen.contest, texts)["title"]
        named = f"{title} ({draft.category})" if draft.category else title
        shown = f"{shown}\n{texts.say('handing.in_contest', contest=named)}"
    buttons = [
        Button(
            label=texts.say("button.hand_in"),
            reference=reference("hand_in", f"{Step.PREVIEW}:send:{fingerprint(draft)}"),
        ),
        _button(texts, "button.change_text", Step.PREVIEW, "text"),
    ]
    return f"{shown}\n\n{texts.say('handing.rules')}", buttons


_BODIES = {
    Step.KIND: _kind,
    Step.TEXT: _text,
    Step.GUARD: _guard,
    Step.ALREADY: _similar,
    Step.TITLE: _title,
    Step.FIELD: _field,
    Step.PLACE: _place,
    Step.PHOTO: _photo,
    Step.SIMILAR: _similar,
    Step.CONTEST: _contest,
    Step.PREVIEW: _preview,
}


def _is_filled(draft: IdeaDraftRow, step: Step) -> bool:
    values = {Step.TITLE: draft.title, Step.FIELD: draft.field, Step.PLACE: draft.district, Step.PHOTO: draft.photo}
    return bool(values.get(step))


def _district(texts: Texts, key: str) -> Button:
    return Button(label=districts()[key], reference=reference("hand_in", f"{Step.PLACE}:set:{key}"))


def _button(texts: Texts, key: str, step: Step, action: str) -> Button:
    return Button(label=texts.say(key), reference=reference("hand_in", f"{step}:{action}"))


def is_field(key: str) -> bool:
    """Whether there is such a field."""
    return key in FIELDS and key in list(Topic)
