"""What people put around a question about dates: greetings, requests, dialect. Taken away before it is read.

Everything here works on words as `wording.py` leaves them: folded, one blank between them. Pure.
"""

import re

_WHEN = " wann "
_TODAY = " heute "
_IS = r" what is "
_SAID = {
    # greetings and thanks: "guten morgen" is no tomorrow
    r"\b(?:guten (?:morgen|tag|abend)|hallo|hi|hey|ey|yo|servus|tach|hello|moin|digga|alter|leute|thx|lg|vg|gruß"
    r"|sehr geehrtes? (?:damen und herren|team)|liebes team)\b": " ",
    r"\bsehr geehrte (?:damen und herren|frau \w+|herr \w+)\b": " ",
    r"\bmit (?:freundlichen|besten|lieben) grüßen\b.*": " ",
    r"\b(?:vielen|herzlichen|besten) dank\b(?: im voraus)?|\bdanke(?: schön| im voraus)?\b|\bthank(?:s| you)\b": " ",
    r"\bentschuldigen sie(?: bitte)?(?: die störung)?\b|\bentschuldigung\b|\bexcuse me\b|\bsorry\b": " ",
    # what announces the question
    r"\b(?:ich )?(?:hätte|habe) (?:da )?(?:mal )?(?:ne|eine) frage\b(?: und zwar)?": " ",
    r"\b(?:meine?|unsere?) \w+ (?:möchte|will|würde gerne?) wissen\b": " ",
    r"\b(?:ich |wir )?(?:würde|würden|möchte|möchten|wollte|will)n? (?:gern |gerne )?(?:wissen|erfahren)\b": " ",
    r"\b(?:könnten sie|können sie|würden sie|könnse|kannst du|könnt ihr) (?:mir"
    r"|uns) (?:bitte )?(?:mal )?(?:sagen|mitteilen|verraten)\b": " ",
    r"\b(?:könnten|können|würden) sie (?:mir|uns) (?:bitte )?(?=.*\bnennen\b)": " ",
    r"\b(?:wären|sind) sie so (?:freundlich|nett|lieb)\b": " ",
    r"\b(?:und )?(?:mir|uns) mitzuteilen\b": " ",
    r"\b(?:bitte )?(?:teilen|sagen) sie (?:mir|uns) (?:bitte )?(?:mit\b)?": " ",
    r"\b(?:could|can|would) you (?:please )?tell (?:me|us)\b|\b(?:please |pls )?tell (?:me|us)\b": " ",
    r"\bi(?: would|d)? (?:want|like|wanted) to know\b": " ",
    r"\b(?:ich weiss nicht|weiss jemand|wisst ihr|wissen sie)(?: schon)?\b": " ",
    # how "when" is said in more words
    r"\bum wie ?viel uhr\b|\ban welche[mn]? tag\b|\bwelche[rsn]? (?:tag|datum)\b"
    r"|\bzu welchem (?:termin|datum)\b": _WHEN,
    r"\bwie lange (?:dauert es|ist es|isses)? ?noch bis\b|\bsteht (?:schon |es schon )?fest wann\b": _WHEN,
    r"\b(?:what time|what day|which day|on which day|the date of)\b": _WHEN,
    r"\bwie (?:schauts|siehts|schaut es|sieht es)\b(.*)\baus\b": r" was \1 ",
    r"\b(?:meine?[nmr]?|my) (?=(?:mann|frau|kind|kinder|tochter|sohn|freund|freundin|nachbar|nachbarin|oma|opa|mutter"
    r"|vater|familie|husband|wife|family|friends?)\b)": " ",
    r"\b(?:um|gegen|ab|nach|vor) \d+\.? uhr\b(?: \d+)?|\bat \d+ ?(?:pm|am|o clock|oclock)\b": " ",
    r"\bnach (?:der arbeit|feierabend)\b|\bafter work\b": " ",
    # as one says it in a hurry
    r"\b(?:what|when|there)s\b": _IS,
    r"\bwas (?:geht|läuft|liegt) (?:so )?(?:ab|an)\b": " was los ",
    r"^wenn (?=(?:ist|war|wird|findet|kommt|gibt)\b)": _WHEN,  # behind a "wenn" that is none stands no verb
    r"\bwie (?:spät|viel uhr)\b|\bwieviel uhr\b|\bab wann\b|\bbis wann\b": _WHEN,
    r"\bwie lange (?:läuft|geht) (.*)\bnoch\b": r" wann endet \1 ",
    r"\bhow long (?:is it )?(?:until|till)\b|\bhow soon\b": _WHEN,
    r"\bnew years?(?: eve| day)?\b": " neujahr ",
    # nouns of two words
    r"\b(?:public|town hall|citizens|residents) (?:meeting|assembly)\b|\btown hall\b": " assembly ",
    r"\b(?:guided|city) (?:walk|tour)\b|\bwalking tour\b": " tour ",
    r"\bstellung (?:zu )?(?:nehmen|beziehen)\b": " stellungnahme ",
    r"\bmit (?=(?:zu )?reden\b)": " mitreden ",
    r"\bin (?:leichter|einfacher) sprache\b": " ",
    # times that are several words
    r"\b(?:this (?:evening|afternoon|morning)|heute (?:abend|nachmittag|vormittag|mittag|früh|nacht))\b": _TODAY,
    r"\b(?:morgen (?:früh|abend|nachmittag|vormittag|mittag)|tomorrow (?:evening|morning|afternoon))\b": " morgen ",
    r"\bübermorgen (?:früh|abend|nachmittag|vormittag|mittag)\b": " übermorgen ",
    r"\b(?:am|dieses|dies) we\b|^we(?= (?:was|los|event|workshop|termin))": " am wochenende ",
    r"\b(?:im|in dem) neuen jahr\b": " nächstes jahr ",
    r"\bheuer\b": " dieses jahr ",
    r"\bdie tage\b|\b(?:in |der |die )*nächste[rn]? zeit\b|\bin (?:kürze|zukunft)\b|\b(?:zu)?künftige?[nrs]?\b"
    r"|\bin den (?:nächsten|kommenden) (?:wochen|tagen"
    r"|monaten)\b": " künftig ",
    r"\bin the (?:coming|next) (?:weeks|days|months)\b": " künftig ",
}
_FOLDED = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
_PATTERNS = [(re.compile(pattern.translate(_FOLDED)), instead.translate(_FOLDED)) for pattern, instead in _SAID.items()]
_END = re.compile(r"(?<=[^\W\d_]{2})[.!?]+(?:\s|$)|(?<=\d)[!?]+(?:\s|$)|\n")


def without_courtesy(text: str) -> str:
    """The question alone, of words as `wording.py` leaves them."""
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    return text


def sentences(text: str) -> list[str]:
    """The sentences of a text; a point after a number or an abbreviation of one letter ends none."""
    return [part for part in _END.split(text) if part.strip(" ,")]
