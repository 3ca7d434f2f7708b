"""The steps of composing: their order, what each asks, what may be skipped. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.announcements.checking import Missing, find_missing, languages_of_alt, length, most
from bot.announcements.content import Content
from bot.announcements.office import content_of
from bot.conversation.words import Button, Reply, reference
from bot.delivery.kinds import Kind
from bot.texts import Texts
from knowledge.entries import Language
from storage.announcements import AnnouncementRow

PICTURE, LINK, TOPICS, WHEN, REVIEW = "picture", "link", "topics", "when", "review"
TEXTS = tuple(Language)
"""German, plain German, English: steps are called as their languages."""
ALT = "alt-"
"""Before a language: what is to be seen on the picture, in that language."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """Where composing stands."""

    name: str

    @property
    def language(self) -> Language | None:
        """The language of the words that are asked for, if it asks for words."""
        return Language(self.name.removeprefix(ALT)) if self.name.removeprefix(ALT) in list(Language) else None

    @property
    def is_text(self) -> bool:
        """Asks for the message itself."""
        return self.name in TEXTS

    @property
    def is_alt(self) -> bool:
        """Asks for the description of the picture."""
        return self.name.startswith(ALT)


def order_of(content: Content, *, picture: bool) -> Sequence[str]:
    """The steps of this announcement, first to last. `picture`: there is one, or it is being fetched."""
    alts = [f"{ALT}{language}" for language in languages_of_alt(content)] if picture else []
    return [*TEXTS, PICTURE, *alts, LINK, TOPICS, REVIEW]


def after(row: AnnouncementRow, step: str) -> str:
    """The step after this one."""
    order = _order(row)
    if step not in order:
        return REVIEW
    return order[min(order.index(step) + 1, len(order) - 1)]


def before(row: AnnouncementRow, step: str) -> str | None:
    """The step before this one; None at the first."""
    order = _order(row)
    place = order.index(step) if step in order else len(order) - 1
    return order[place - 1] if place else None


def unfinished(row: AnnouncementRow) -> str | None:
    """The step at which something compulsory is missing; None if nothing is."""
    missing = find_missing(content_of(row))
    if not missing:
        return None
    what, language = missing[0]
    return f"{ALT}{language}" if what is Missing.ALT else str(language)


def may_skip(row: AnnouncementRow, step: str) -> bool:
    """Whether this step can be left without a word: it is optional, or has been answered before."""
    if step == Language.GERMAN:
        return Language.GERMAN in content_of(row).variants
    if step.startswith(ALT):
        return bool(row.texts.get(step.removeprefix(ALT), {}).get("alt"))
    return True


def is_filled(row: AnnouncementRow, step: str) -> bool:
    """Whether there is something at this step that can be taken away."""
    content = content_of(row)
    if step in TEXTS:
        return step != Language.GERMAN and Language(step) in content.variants
    return bool((step == PICTURE and (row.picture or row.photo)) or (step == LINK and row.link))


def ask(texts: Texts, row: AnnouncementRow, step: str, problem: str = "") -> Reply:
    """What a step asks, with its buttons; `problem` says before it why the last try was not taken."""
    number = row.id
    buttons = []
    if is_filled(row, step):
        buttons.append(_button(texts, "button.keep_it", number, f"skip:{step}"))
        buttons.append(_button(texts, "button.take_away", number, f"none:{step}"))
    elif may_skip(row, step):
        key = "button.skip" if step in {*TEXTS, PICTURE, LINK} and step != Language.GERMAN else "button.keep_it"
        buttons.append(_button(texts, key, number, f"skip:{step}"))
    if earlier := before(row, step):
        buttons.append(_button(texts, "button.back", number, f"step:{earlier}"))
    buttons.append(_button(texts, "button.interrupt", number, "leave"))
    parts = [problem, _question(texts, row, step)]
    return Reply(text="\n\n".join(part for part in parts if part), buttons=buttons)


def _question(texts: Texts, row: AnnouncementRow, step: str) -> str:
    it = Step(name=step)
    if it.is_text:
        longest = most(picture=bool(row.picture or row.photo))
        asked = texts.say(f"step.{step.replace('-', '_')}")
        limit = texts.say("step.limit", most=longest)
        now = row.texts.get(step, {}).get("text", "")
        count = texts.say("step.count", count=length(now), most=longest) if now else ""
        return "\n\n".join(part for part in (asked, limit, count) if part)
    if it.is_alt and it.language:
        return texts.say("step.alt", language=texts.say(f"tongue.{it.language.replace('-', '_')}"))
    return texts.say(f"step.{step}")


def _order(row: AnnouncementRow) -> Sequence[str]:
    order = order_of(content_of(row), picture=bool(row.picture or row.photo))
    return [step for step in order if step != TOPICS or row.kind != Kind.EMERGENCY]  # that goes to all


def _button(texts: Texts, key: str, number: int, argument: str) -> Button:
    return Button(label=texts.say(key), reference=reference("announce", f"{number}:{argument}"))
