"""The lifeline card: everything about one idea in one message, which grows in place. Pure.

It says nothing that its reader may not see: whoever shows it asks that before (`storage.ideas.SHOWN`, or the author).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.words import Reply
from bot.delivery.digest import units
from bot.delivery.topics import name_topic
from bot.ideas.clock import Promise
from bot.ideas.districts import districts
from bot.ideas.lifeline import number_of
from bot.texts import Texts
from storage.ideas import IdeaRow, Stage
from storage.lifelines import LifelineRow

LONGEST = 3800
"""Units of a card, as Telegram counts them: what is longer is another message, which no change reaches."""
LONGEST_WORDS = 240
"""Characters of what somebody wrote in one step of the life."""
LAST_STEPS = (12, 8, 4)
"""So many steps stand on a card that would be too long, as many as there is room for."""


def say_card(texts: Texts, idea: IdeaRow, steps: Sequence[LifelineRow], zone: ZoneInfo) -> Reply:
    """The card of an idea. `steps` is its whole life, from the beginning."""
    gone = idea.stage == Stage.WITHDRAWN  # its author wants nothing of it to be read any more
    lines = [say_step(texts, step, zone, words=not gone) for step in steps]
    if gone:
        return Reply(title=name_of(idea), text="\n".join([texts.say("card.life"), *lines]))
    said = [_about(texts, idea), *_decision(texts, idea), say_standing(texts, idea, zone)]
    words = "" if idea.text.strip(" .") == idea.title.strip(" .") else idea.text  # a short idea is its own title
    text = _put_together(texts, words, said, lines)
    shown = lines
    for last in LAST_STEPS:
        if units(text) > LONGEST and len(lines) > last:
            shown = [texts.say("card.earlier", count=len(lines) - last), *lines[-last:]]
            text = _put_together(texts, words, said, shown)
    if units(text) > LONGEST:
        room = max(0, len(idea.text) - (units(text) - LONGEST) - len(texts.say("card.shortened")) - 2)
        text = _put_together(texts, f"{idea.text[:room].rstrip()}… {texts.say('card.shortened')}", said, shown)
    return Reply(title=name_of(idea), text=text)


def name_of(idea: IdeaRow) -> str:
    """Number and title; what was withdrawn has a number alone."""
    gone = idea.stage == Stage.WITHDRAWN or not idea.title
    return number_of(idea.id) if gone else f"{number_of(idea.id)} · {idea.title}"


def say_step(texts: Texts, step: LifelineRow, zone: ZoneInfo, *, words: bool = True) -> str:
    """One step in a line: `23. November 2026: eingegangen`; without `words` nothing that anybody wrote."""
    content = step.content
    said = texts.say(f"lifeline.{step.milestone}", **values_of(texts, content, zone))
    if words and content.get("text"):
        said = f"{said}: {shortened(' '.join(content['text'].split()), LONGEST_WORDS)}"
    return f"{texts.day(step.at.astimezone(zone).date())}: {said}"


def values_of(texts: Texts, content: Mapping[str, object], zone: ZoneInfo) -> dict[str, str]:
    """What a step fills its sentence with, in this language."""
    outcome, reason, number, until = (content.get(key) for key in ("outcome", "reason", "number", "until"))
    return {
        "unit": str(content.get("unit", "")),
        "event": str(content.get("event", "")),
        "part": str(content.get("part_of", "")),
        "outcome": texts.say(f"outcome.{outcome}") if outcome else "",
        "reason": texts.say(f"whynot.{reason}") if reason else "",
        "number": number_of(number) if isinstance(number, int) else "",
        "day": texts.day(datetime.fromisoformat(until).astimezone(zone).date()) if isinstance(until, str) else "",
    }


def say_decision(texts: Texts, content: Mapping[str, object]) -> str:
    """What was decided, as part of what, by when, and why: `outcome`, `part_of`, `when`, `answer` of a decision."""
    parts = [texts.say("card.decision", outcome=texts.say(f"outcome.{content['outcome']}"))]
    if content.get("part_of"):
        parts.append(texts.say("card.part_of", part=content["part_of"]))
    if content.get("when"):
        parts.append(texts.say("card.when", when=content["when"]))
    return "\n".join([*parts, str(content["answer"])])


def promise_of(idea: IdeaRow) -> Promise | None:
    """What the city has promised for this idea; None if nothing (any more)."""
    if idea.clock_began is None:
        return None
    return Promise(began=idea.clock_began, days=idea.clock_days, rested=idea.clock_rested, stands=idea.clock_stands)


def shortened(text: str, most: int) -> str:
    """At most so many characters, and a sign that there were more."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def say_place(texts: Texts, idea: IdeaRow) -> str:
    """The Ortsteil, or what stands for none."""
    if idea.district is None:
        return texts.say("card.everywhere")
    return districts().get(idea.district) or texts.say("card.elsewhere")


def say_supporters(texts: Texts, idea: IdeaRow) -> str:
    """How many want it."""
    return texts.say("card.one_supporter" if idea.support == 1 else "card.supporters", count=idea.support)


def _about(texts: Texts, idea: IdeaRow) -> str:
    field = name_topic(texts, idea.field) if idea.field else texts.say("card.no_field")
    lines = [
        texts.say("card.author", pseudonym=idea.pseudonym),
        texts.say("card.field", field=field),
        texts.say("card.place", place=say_place(texts, idea)),
    ]
    if idea.support:
        lines.append(say_supporters(texts, idea))
    return "\n".join(lines)


def _decision(texts: Texts, idea: IdeaRow) -> list[str]:
    if idea.stage in (Stage.DECIDED, Stage.DONE) and idea.outcome:
        decided = {
            "outcome": idea.outcome, "part_of": idea.part_of, "when": idea.when, "answer": idea.answer,
        }  # fmt: skip
        return [say_decision(texts, decided)]
    if idea.stage == Stage.REFUSED:
        return [texts.say("card.refused", reason=texts.say(f"whynot.{idea.reason}"), answer=idea.answer)]
    return []


def say_standing(texts: Texts, idea: IdeaRow, zone: ZoneInfo) -> str:
    """Who holds it, and until when the city answers."""
    promise = promise_of(idea)
    if promise is None:
        return ""
    if idea.stage in (Stage.RECEIVED, Stage.MODERATION):
        holder = texts.say("card.in_moderation" if idea.holder else "card.waits_for_moderation")
    else:
        holder = texts.say("card.held_by", unit=idea.unit) if idea.unit else texts.say("card.held_by_nobody")
    if promise.stands is not None:
        day = texts.day(promise.stands.astimezone(zone).date())
        return f"{holder}\n{texts.say('card.clock_stands', day=day, question=idea.asked_back)}"
    day = texts.day(promise.due(zone).astimezone(zone).date())
    checked = idea.stage in (Stage.RECEIVED, Stage.MODERATION)
    return f"{holder}\n{texts.say('card.checked_until' if checked else 'card.until', day=day)}"


def _put_together(texts: Texts, words: str, said: Sequence[str], lines: Sequence[str]) -> str:
    life = "\n".join([texts.say("card.life"), *lines])
    about, *rest = said
    return "\n\n".join(part for part in (words, about, life, *rest) if part)
