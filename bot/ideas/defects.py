"""Something is broken: that is for the city's own channel, not an idea. Pure."""

import re

_BROKEN = re.compile(
    r"\b(?:kaputt\w*|defekt\w*|beschädigt\w*|zerbrochen\w*|zersplittert\w*|umgestürzt\w*|umgefallen\w*|umgeknickt\w*"
    r"|abgebrochen\w*|verstopft\w*|herausgerissen\w*|schlagl[oö]ch\w*|flackert|wackelt"
    r"|geht (?:seit \w+ )?nicht(?: mehr)?|funktioniert (?:seit \w+ )?nicht|brennt nicht|leuchtet (?:seit \w+ )?nicht"
    r"|lose (?:gehweg)?platten?"
    r"|liegt (?:\w+ ){0,3}müll|scherben|sperrmüll|beschmiert\w*|ausgefallen|broken|damaged|potholes?|doesn't work"
    r"|does not work|out of order|flickers)\b"
)
_WISH = re.compile(
    r"\b(?:sollten?|könnten?|wäre|wünsche|idee|vorschlag|schlage|damit|mehr|statt|should|could|would|idea|suggest\w*"
    r"|reparieren lernen|repair[- ]?caf[eé]\w*|reparaturtreff\w*)\b"
)


def is_defect(text: str) -> bool:
    """Whether a text tells that something is broken, and proposes nothing."""
    said = " ".join(text.casefold().split())
    return bool(_BROKEN.search(said)) and not _WISH.search(said)
