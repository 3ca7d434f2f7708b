"""Labelled sentences for the alarm (`emergencies.yaml`): cries for help in all their spellings, and look-alikes.

Two fifths are kept apart, as with the questions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from knowledge.emergencies.alarm import Alarm
from knowledge.emergencies.dangers import Danger
from knowledge.evaluation.questions import is_kept
from knowledge.evaluation.scoring import Share

FILE = Path(__file__).parent / "emergencies.yaml"


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """One labelled sentence; `danger` is None where nobody is in danger."""

    text: str
    danger: Danger | None

    @property
    def keep(self) -> bool:
        """Whether it is kept apart: no sign and no example is ever written by looking at it."""
        return is_kept(self.text)


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What the alarm made of labelled sentences."""

    cries: Share
    """Of the cries for help, those that were heard, by whichever danger."""
    right_help: Share
    """Of those heard, the ones that were sent to the right help."""
    false_alarms: Share
    """Of the harmless sentences."""


def read_labelled(path: Path = FILE) -> list[Labelled]:
    """All labelled sentences."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))["sentences"]
    return [
        Labelled(text=row["say"], danger=None if row["danger"] == "none" else Danger(row["danger"])) for row in rows
    ]


def listen(alarm: Alarm, sentences: Sequence[Labelled]) -> Heard:
    """How well the alarm hears."""
    heard = [(sentence.danger, alarm.danger_in(sentence.text)) for sentence in sentences]
    cries = [(wanted, found) for wanted, found in heard if wanted]
    answered = [(wanted, found) for wanted, found in cries if found]
    harmless = [found for wanted, found in heard if not wanted]
    return Heard(
        cries=Share(hits=len(answered), of=len(cries)),
        right_help=Share(hits=sum(wanted is found for wanted, found in answered), of=len(answered)),
        false_alarms=Share(hits=sum(found is not None for found in harmless), of=len(harmless)),
    )


def print_heard(alarm: Alarm, sentences: Sequence[Labelled], questions: Sequence[str]) -> str:
    """A line for the tuned and the kept sentences, and one for residents' questions, which are no cries."""
    lines = [f"{'the alarm':16}{'cries heard':20}{'right help':20}{'false alarms':20}"]
    everyday = [Labelled(text=question, danger=None) for question in questions]
    parts = {
        "tune": [sentence for sentence in sentences if not sentence.keep],
        "keep": [sentence for sentence in sentences if sentence.keep],
        "questions": everyday,
    }
    for name, part in parts.items():
        heard = listen(alarm, part)
        cells = (str(share) for share in (heard.cries, heard.right_help, heard.false_alarms))
        lines.append(f"{name:16}" + "".join(f"{cell:20}" for cell in cells).rstrip())
    return "\n".join(lines)
