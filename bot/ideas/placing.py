"""The exact place of an idea: only if the idea needs it and its author says so, and only within about a hundred metres.

Between the question and the yes nobody keeps it: the button of the question carries it.
"""

import re

from bot.conversation.words import Button, Reply, reference
from bot.texts import Texts

AT = "at"
"""The word in the button; latitude and longitude stand behind it."""
GERA = ((50.77, 51.00), (11.95, 12.23))
"""South and north, west and east of a box around the city, in degrees (WGS 84): generous, as there is no open file of
its border. What lies outside is certainly somewhere else."""
_WRITTEN = re.compile(r"at:(-?\d{1,2}\.\d{3}),(-?\d{1,3}\.\d{3})")

Place = tuple[float, float]


def ask_about_place(texts: Texts, place: Place) -> Reply:
    """Somebody has sent a place: does the idea need it?"""
    if not is_in_gera(place):
        return Reply(text=texts.say("handing.place_outside"), buttons=[_go_on(texts)])
    yes = Button(label=texts.say("button.exact_place"), reference=reference("hand_in", f"{AT}:{write_place(place)}"))
    return Reply(text=texts.say("handing.place_ask", place=say_place(texts, place)), buttons=[yes, _go_on(texts)])


def is_in_gera(place: Place) -> bool:
    """Whether a place may be in the city."""
    return all(low <= degree <= high for degree, (low, high) in zip(place, GERA, strict=True))


def write_place(place: Place) -> str:
    """`50.880,12.083`."""
    return ",".join(f"{degree:.3f}" for degree in place)


def read_place(argument: str) -> Place | None:
    """The place in a button; None if it is none, or not in the city."""
    found = _WRITTEN.fullmatch(argument)
    place = (float(found[1]), float(found[2])) if found else None
    return place if place and is_in_gera(place) else None


def say_place(texts: Texts, place: Place) -> str:
    """As people read it."""
    return texts.say("handing.place_at", latitude=f"{place[0]:.3f}", longitude=f"{place[1]:.3f}")


def _go_on(texts: Texts) -> Button:
    return Button(label=texts.say("button.without_place"), reference=reference("hand_in", "go_on"))
