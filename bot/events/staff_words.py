"""Events in the staff's words: fields with their values, what to look at, what is wrong."""

from collections.abc import Iterable, Mapping, Sequence

from bot.events.checking import Hint, Note
from bot.events.event import Event, Kind, Status
from bot.events.fields import VARIANTS, Fields, Known, base_name, language_of, most
from bot.events.office import is_thrown_away
from bot.events.rows import from_row
from bot.events.saying import say_when
from bot.events.spans import Mistake
from bot.texts import Texts
from knowledge.entries import Language
from storage.events import EventRow

LONGEST_SHOWN = 60
THROWN_AWAY = "thrown-away"


def name_field(texts: Texts, field: str) -> str:
    """What a field is called; of a variant with its language."""
    name = texts.say(f"eventfield.{base_name(field)}")
    if field not in VARIANTS:
        return name
    return f"{name} ({texts.say(f'tongue.{language_of(field)}'.replace('-', '_'))})"


def name_kind(texts: Texts, kind: str) -> str:
    """What an event of a kind is called."""
    return texts.say(f"eventkind.{kind}") if kind in list(Kind) else kind


def show_value(texts: Texts, known: Known, field: str, value: str) -> str:
    """What stands in a field, as people say it; a dash where nothing does."""
    if field == "kind":
        return name_kind(texts, value) or "–"
    names = {"topics": known.topics, "subjects": known.subjects}.get(field)
    if names and value:
        value = ", ".join(names.get(key, key) for key in value.split(", "))
    if field == "step-free" and not value:
        return texts.say("eventfield.unknown")
    words = " ".join(value.split())
    return f"{words[:LONGEST_SHOWN].rstrip()}…" if len(words) > LONGEST_SHOWN else words or "–"


def list_fields(texts: Texts, known: Known, fields: Fields, names: Sequence[str]) -> str:
    """Fields with their values, numbered from 1."""
    return "\n".join(
        f"{number}. {name_field(texts, name)}: {show_value(texts, known, name, fields.get(name, ''))}"
        for number, name in enumerate(names, start=1)
    )


def say_mistake(texts: Texts, field: str, mistake: Mistake) -> str:
    """What is wrong with a field, in a sentence."""
    return texts.say(f"eventmistake.{mistake}", most=most(field))


def say_mistakes(texts: Texts, mistakes: Mapping[str, Mistake]) -> str:
    """All that is wrong, a line for each field."""
    return "\n".join(
        f"- {name_field(texts, field)}: {say_mistake(texts, field, mistake)}" for field, mistake in mistakes.items()
    )


def say_notes(texts: Texts, notes: Iterable[Note]) -> str:
    """What to look at, a line each; empty where there is nothing."""
    return "\n".join(f"- {say_note(texts, note)}" for note in notes)


def say_note(texts: Texts, note: Note) -> str:
    """One thing to look at."""
    return texts.say(f"eventhint.{Hint(note.hint)}", about=note.about)


def say_status(texts: Texts, row: EventRow) -> str:
    """How it stands with an event, for the staff."""
    return texts.say(f"eventstatus.{THROWN_AWAY if is_thrown_away(row) else Status(row.status)}")


def say_line(texts: Texts, row: EventRow, event: Event) -> str:
    """One event in a list: number, title, when, how it stands."""
    return texts.say(
        "staffevent.line",
        number=row.id,
        title=event.in_german.title,
        when=say_when(texts, event, event.zone),
        status=say_status(texts, row),
    )


def title_of(row: EventRow) -> str:
    """What staff call it."""
    return from_row(row).words[Language.GERMAN].title
