"""What people put around a question about dates: greetings, requests, dialect. Taken away before it is read.

Everything here works on folded text: lower case, umlauts as two letters, no apostrophes. Pure.
"""

import re

_WHEN = " wann "
_TODAY = " heute "
_SAID = {
    # greetings and thanks: "guten morgen" is no tomorrow
    r"\b(?:guten (?:morgen|tag|abend)|hallo|hi|hello|moin|sehr geehrtes? (?:damen und herren|team)|liebes team)\b": " ",
    r"\bsehr geehrte (?:damen und herren|frau \w+|herr \w+)\b": " ",
    r"\bmit (?:freundlichen|besten|lieben) gruessen\b.*": " ",
    r"\b(?:vielen|herzlichen|besten) dank\b(?: im voraus)?|\bdanke(?: schoen| im voraus)?\b|\bthank(?:s| you)\b": " ",
    r"\bentschuldigen sie(?: bitte)?(?: die stoerung)?\b|\bentschuldigung\b|\bexcuse me\b|\bsorry\b": " ",
    # what announces the question
    r"\b(?:ich )?(?:haette|habe) (?:da )?(?:mal )?(?:ne|eine) frage\b(?:,? und zwar)?": " ",
    r"\b(?:meine?|unsere?) \w+ (?:moechte|will|wuerde gerne?) wissen\b": " ",
    r"\b(?:ich |wir )?(?:wuerde|wuerden|moechte|moechten|wollte|will)n? (?:gern |gerne )?(?:wissen|erfahren)\b": " ",
    r"\b(?:koennten sie|koennen sie|wuerden sie|koennse|kannst du|koennt ihr) (?:mir"
    r"|uns) (?:bitte )?(?:mal )?(?:sagen|mitteilen|verraten)\b": " ",
    r"\b(?:koennten|koennen|wuerden) sie (?:mir|uns) (?:bitte )?(?=.*\bnennen\b)": " ",
    r"\bwaeren sie so (?:freundlich|nett|lieb)\b": " ",
    r"\b(?:und )?(?:mir|uns) mitzuteilen\b": " ",
    r"\b(?:bitte )?(?:teilen|sagen) sie (?:mir|uns) (?:bitte )?(?:mit\b)?": " ",
    r"\b(?:could|can|would) you (?:please )?tell (?:me|us)\b|\b(?:please |pls )?tell (?:me|us)\b": " ",
    r"\bi(?: would|d)? (?:want|like|wanted) to know\b": " ",
    r"\b(?:ich weiss nicht|weiss jemand|wisst ihr|wissen sie)(?: schon)?\b": " ",
    # how "when" is said in more words
    r"\bum wie ?viel uhr\b|\ban welche[mn]? tag\b|\bwelche[rsn]? (?:tag|datum)\b"
    r"|\bzu welchem (?:termin|datum)\b": _WHEN,
    r"\bwie lange (?:dauert es|ist es|isses)? ?noch bis\b|\bsteht (?:schon |es schon )?fest,? wann\b": _WHEN,
    r"\b(?:what time|what day|which day|on which day|the date of)\b": _WHEN,
    r"\bwie (?:schauts|siehts|schaut es|sieht es)\b(.*)\baus\b": r" was \1 ",
    r"\bin (?:leichter|einfacher) sprache\b": " ",
    # times that are several words
    r"\b(?:this (?:evening|afternoon|morning)|heute (?:abend|nachmittag|vormittag|mittag|frueh|nacht))\b": _TODAY,
    r"\b(?:morgen (?:frueh|abend|nachmittag|vormittag|mittag)|tomorrow (?:evening|morning|afternoon))\b": " morgen ",
    r"\buebermorgen (?:frueh|abend|nachmittag|vormittag|mittag)\b": " uebermorgen ",
    r"\b(?:am|dieses|dies) we\b|^we\b": " am wochenende ",
    r"\b(?:im|in dem) neuen jahr\b": " naechstes jahr ",
    r"\bheuer\b": " dieses jahr ",
    r"\bdie tage\b|\bin (?:der )?naechster zeit\b|\bin den (?:naechsten|kommenden) (?:wochen|tagen"
    r"|monaten)\b": " kuenftig ",
    r"\bin the (?:coming|next) (?:weeks|days|months)\b": " kuenftig ",
}
_PATTERNS = [(re.compile(pattern), instead) for pattern, instead in _SAID.items()]


def without_courtesy(text: str) -> str:
    """The question alone, of a folded text."""
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    return text


def sentences(text: str) -> list[str]:
    """The sentences of a folded text; a point after a number ends none."""
    return [part for part in re.split(r"(?<=[a-z])[.!?]+(?:\s|$)", text) if part.strip(" ,")]
