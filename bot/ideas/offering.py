"""Does somebody bring an idea, in free text? A careful listener: in doubt it is a question, since these get an answer
and an idea can always be handed in with `/idee`. Pure.
"""

import re
from enum import StrEnum

from bot.ideas.defects import is_defect


class Offer(StrEnum):
    """What a text offers."""

    BRINGS = "brings"
    """It holds the idea."""
    ANNOUNCES = "announces"
    """It says that there is one; its words are yet to come."""


_NOUN = r"(?:idee|ideen|vorschlag|verbesserungsvorschlag|einfall|anregung|idea|suggestion|proposal)"
_A = r"(?:eine[nr]?|'?nen?|n|ä|a|an|noch (?:eine?n?|ne)|so (?:'?ne|eine))"
_HAVE = r"(?:hab|habe|haben|hätte?|hätten|have|got)"
_SMALL = r"(?:(?:da|noch|mal|ma|auch|hier|dazu|so|ja|nu)\s+)*"
_ANNOUNCED = re.compile(
    rf"^(?:(?:hallo|guten tag|hi|hello)[,.]?\s+)?(?:nu\s+)?"
    rf"(?:(?:ich|wir|i|we)(?:'ve)?\s+)?{_HAVE}?\s*(?:ich\s+)?{_SMALL}{_A}\s+(?:\w+\s+){{0,2}}?{_NOUN}\b(?:\s+(?:hätte|habe|hab)\s+ich(?:\s+noch)?)?"
    rf"(?:\s+(?:für|for)(?:\s+(?:die|das|den|the|unsere|meinen))?\s+\w+)?"
    rf"|^(?:(?:ich|wir)\s+)?(?:möchte|möchten|will|wollen|würde|würden|wollte|mag)\s+(?:gerne?\s+)?{_SMALL}"
    rf"(?:{_A}\s+)?(?:(?:\w+\s+)?{_NOUN}|was|etwas)\s+(?:einreichen|machen|loswerden|abgeben|vorschlagen|einbringen|schicken)"
    rf"|^(?:{_A}\s+|neue\s+)?{_NOUN}\s+(?:einreichen|machen|loswerden|abgeben|einbringen)"
    rf"|^neue\s+idee|^new\s+idea"
    rf"|^mir\s+(?:ist|is)\s+{_SMALL}(?:was|etwas)\s+eingefallen"
    rf"|^(?:i'd like to|i would like to|i want to)\s+(?:hand in|make|submit|propose|share)\s+{_A}\s+{_NOUN}"
)
_NAMED = re.compile(
    rf"^(?:meine?|mei|unsere?|my|our|{_A}|)\s*{_NOUN}\s*:\s*\S"
    rf"|^(?:meine?|mei|unsere?|my|our)\s+{_NOUN}\s+(?:wäre|ist|is|lautet|would be)\b"
)
_PROPOSED = re.compile(
    r"^ich\s+schlage?\s+(?:\w+\s+)?vor\b|^ich\s+(?:würde|möchte)\s+(?:gerne?\s+)?vorschlagen\b|^i\s+(?:would\s+)?suggest\b"
    r"|^i'd\s+suggest\b|^(?:wie|was)\s+(?:wäre?\s*es|wäre?'?s|wär es)\s+mit\b|^how\s+about\s+\w+"
    r"|^mir\s+ist\s+(?:\w+\s+)?eingefallen,?\s+dass\b"
    r"|^warum\s+(?:\w+en|macht|baut|stellt)\s+(?:wir|die stadt|gera|ihr|sie)\s+(?:\w+\s+)?nicht\b"
)
_WISHED = re.compile(
    r"^(?:es\s+)?(?:wäre?|fände?)\s+(?:ich\s+|doch\s+)?(?:es\s+)?(?:schön|toll|gut|super|klasse|prima)\b"
    r"|^(?:schön|toll|gut|super|klasse)\s+(?:wäre?|fände\s+ich)\b"
    r"|^ich\s+fände?\s+es\s+(?:\w+\s+)?(?:schön|toll|gut|super|klasse|prima)\b"
    r"|^(?:ich\s+wünsche?\s+mir|wir\s+wünschen\s+uns)\s+(?:ein|eine|einen|mehr|weniger|dass|in|im|am|auf|für)\b"
    r"|^it\s+would\s+be\s+(?:\w+\s+)?(?:great|nice|good|lovely)\s+if\b"
)
_OUGHT = re.compile(
    r"^(?:man|die stadt|gera|wir|die stadtverwaltung)\s+(?:sollten?|müssten?|könnten?)\s+(?!meinen\b|doch schon\b)"
    r"|^(?:könnten?|kann|sollten?)\s+(?:man|die stadt|gera|wir|ihr|sie)\s+(?:denn\s+|da\s+)?nicht\s+"
)
_DONE_BY_SOMEBODY = re.compile(r"(?<!s)(?:e[nlr]n|[a-zäöüß]{3,}n)$")
"""Ends with a verb: something shall be done."""
_TO_FIND_OUT = re.compile(
    r"\b(?:nachlesen|nachsehen|nachschauen|ansehen|anschauen|erfahren|wissen|sagen|finden|beschlossen|verraten|erklären"
    r"|antworten|auch zum|schon fertig|fertig sein|helfen|anrufen)\b"
)
_FOR_ME = re.compile(
    r"\b(?:wenn|dass|if)\s+(?:sie|du|ihr|you|mir|uns)\b.*|\b(?:antwort|auskunft|rückmeldung|information|infos?|termin"
    r"|schönen tag|answer|reply)\b"
)
_ASKED = re.compile(
    r"\?|(?:^|[\s,])(?:wo|wohin|woher|wem|wen|wer|wann|welche[rsnm]?|wie|warum|wieso|was passiert"
    r"|where|who|whom|when|which|how)\b"
)
_OVER = re.compile(
    r"\b(?:hatten?|eingereicht|eingesandt|abgelehnt|geworden|umgesetzt|keine|kein|no|any|nie|damals)\s|\b(?:abgelehnt|eingereicht)$"
)
_LEAST = 2
"""Words that an idea has at the least."""
_LEAST_SENTENCE = 4
"""Words of an idea that stands after the announcement, as a sentence of its own."""


def hear_offer(text: str) -> Offer | None:
    """What somebody offers; None for questions, judgements, and all that is in doubt."""
    said = " ".join(text.casefold().replace("’", "'").split())
    if named := _NAMED.match(said):
        rest = said[named.end() - (said[named.end() - 1] != " ") :] if ":" in named.group() else said[named.end() :]
        return Offer.BRINGS if len(rest.split()) >= _LEAST and not _FOR_ME.match(rest) else None
    if _PROPOSED.match(said) and len(said.split()) >= _LEAST + 2 and not _FOR_ME.search(said):
        return Offer.BRINGS
    if _WISHED.match(said) and not _FOR_ME.search(said):
        return Offer.BRINGS
    if _OUGHT.match(said) and not _TO_FIND_OUT.search(said) and _DONE_BY_SOMEBODY.search(said.rstrip(" .?!")):
        return Offer.BRINGS
    if announced := _ANNOUNCED.match(said):
        return _after(said[announced.end() :], said)
    return None


def _after(rest: str, said: str) -> Offer | None:
    """What stands behind the announcement decides whether it brings the idea, only announces it, or asks."""
    if not rest.strip(" .!"):
        return None if _OVER.search(said) else Offer.ANNOUNCES
    if _ASKED.search(rest) or _OVER.search(said):
        return None
    if rest.lstrip()[0] in ":.,–-" and len(rest.strip(" :.,–-").split()) >= _LEAST:
        return Offer.BRINGS
    return Offer.BRINGS if len(rest.split()) >= _LEAST_SENTENCE and rest.startswith(" dass") else None


_QUESTION = re.compile(
    r"^(?:und\s+|aber\s+|hallo,?\s+)?(?:wer|wem|wen|wessen|wann|wo|wohin|woher|wieso|weshalb|welche[rsnm]?|wie(?:\s+viele?)?"
    r"|was|warum|gibt\s+es|gibts|ist|sind|hat|haben|kann\s+ich|darf\s+ich|muss\s+ich|wird|werden|kostet|who|whom|when|where|why|what|which"
    r"|how|is|are|does|do|can\s+i|may\s+i|has|have|will)\b"
)


def looks_like_question(text: str) -> bool:
    """Whether somebody asks something, rather than fills in a form. Proposals in the form of questions are none."""
    said = " ".join(text.casefold().split())
    if hear_offer(text) is not None:
        return False
    return said.endswith("?") or bool(_QUESTION.match(said))


def is_idea_or_defect_or_question(text: str) -> bool:
    """Whether words below a picture might be any of the three: all but a plain question."""
    return is_defect(text) or not looks_like_question(text)
