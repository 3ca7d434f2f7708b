"""Labels of buttons that carry somebody's name, and the buttons that several pages of the menu share."""

from bot.conversation.words import Button, reference
from bot.texts import Texts
from storage.staff import Role

LONGEST = 24
"""Characters of a label."""


def label_of(number: int, name: str) -> str:
    """A name as a label, with a number before it: two colleagues may be called the same."""
    label = f"{number}. {name}"
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…"


def menu_button(texts: Texts) -> Button:
    """Back to the staff's menu."""
    return Button(label=texts.say("button.team"), reference=reference("team"))


def role_buttons(texts: Texts, verb: str, before: str = "") -> list[Button]:
    """One button for each role; what is pressed carries the role behind `before`."""
    return [Button(label=texts.say(f"role.{role}"), reference=reference(verb, f"{before}{role}")) for role in Role]
