"""The steps of a draft in the chat: what each asks, with which buttons, and what a typed number stands for. Pure."""

import re
from collections.abc import Mapping

from bot.conversation.words import Button, Reply, reference
from bot.events.drafting import STEPS
from bot.events.event import Kind
from bot.events.fields import COMPULSORY, NO, YES, Known, base_name
from bot.events.staff_words import name_field, name_kind, show_value
from bot.texts import Texts
from storage.event_drafts import EventDraftRow

VERB = "eventdraft"
REVIEW = "review"
CHOICES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "step-free": ((YES, "button.yes"), (NO, "button.no"), ("", "button.unknown")),
    "interpreter": ((YES, "button.yes"), (NO, "button.no")),
}
"""What may be pressed at a step instead of typed: the value, and the button's words."""


def after(draft: EventDraftRow, step: str) -> str:
    """The step after this one; of what is changed from the overview, the overview."""
    steps = STEPS[draft.purpose]
    place = steps.index(step) + 1 if step in steps else len(steps)
    return steps[place] if place < len(steps) else REVIEW


def before(draft: EventDraftRow, step: str) -> str | None:
    """The step before this one; None at the first."""
    steps = STEPS[draft.purpose]
    if step not in steps:
        return REVIEW
    place = steps.index(step)
    return steps[place - 1] if place else None


def unfinished(draft: EventDraftRow) -> str | None:
    """The first step at which something compulsory is missing."""
    needed = ("results",) if draft.purpose == "results" else COMPULSORY
    return next((name for name in needed if not draft.fields.get(name)), None)


def ask(texts: Texts, known: Known, draft: EventDraftRow, step: str, problem: str = "") -> Reply:
    """What a step asks; `problem` says before it why the last try was not taken."""
    say, steps = texts.say, STEPS[draft.purpose]
    value = draft.fields.get(step, "")
    parts = [problem, say(f"eventstep.{base_name(step)}")]
    if step in ("topics", "subjects"):
        parts.append(_numbered(known.topics if step == "topics" else known.subjects))
    if value:
        parts.append(say("staffevent.now", value=show_value(texts, known, step, value)))
    title = name_field(texts, step)
    if step in steps:
        title = say("staffevent.step", number=steps.index(step) + 1, count=len(steps), name=title)
    return Reply(title=title, text="\n\n".join(part for part in parts if part), buttons=_buttons(texts, draft, step))


def taken(step: str, typed: str, known: Known) -> str:
    """What was typed at a step, with the numbers of its list as keys."""
    names = {"topics": known.topics, "subjects": known.subjects}.get(step)
    if not names:
        return typed
    keys, numbers = list(names), [each for each in re.split(r"[,;\s]+", typed.strip()) if each]
    if numbers and all(each.isascii() and each.isdigit() and 0 < int(each) <= len(keys) for each in numbers):
        return ", ".join(keys[int(each) - 1] for each in numbers)
    return typed


def button(texts: Texts, key: str, draft: EventDraftRow, argument: str) -> Button:
    """A button of a draft."""
    return Button(label=texts.say(key), reference=reference("eventdraft", f"{draft.id}:{argument}"))


def _buttons(texts: Texts, draft: EventDraftRow, step: str) -> list[Button]:
    if step == "kind":
        return [
            Button(label=name_kind(texts, kind), reference=reference("eventdraft", f"{draft.id}:set:kind:{kind}"))
            for kind in Kind
        ]
    chosen = [button(texts, key, draft, f"set:{step}:{value}") for value, key in CHOICES.get(step, ())]
    value = draft.fields.get(step, "")
    if value and not chosen:
        chosen.append(button(texts, "button.keep_it", draft, f"skip:{step}"))
        if step not in COMPULSORY and step != "end":
            chosen.append(button(texts, "button.take_away", draft, f"none:{step}"))
    elif not value and step not in COMPULSORY and step != "results" and not chosen:
        chosen.append(button(texts, "button.skip", draft, f"skip:{step}"))
    if earlier := before(draft, step):
        chosen.append(button(texts, "button.back", draft, f"step:{earlier}"))
    if unfinished(draft) is None:
        chosen.append(button(texts, "button.to_review", draft, f"step:{REVIEW}"))
    return [*chosen, button(texts, "button.interrupt", draft, "leave")]


def _numbered(names: Mapping[str, str]) -> str:
    return "\n".join(f"{number}. {name}" for number, name in enumerate(names.values(), start=1))
