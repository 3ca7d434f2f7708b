"""Health: words of illness, care or aid that are said of a person, oneself or another.

"Was tut die Stadt für Menschen mit Demenz?" tells nothing about anybody; "Meine Mutter ist dement" does. So a word of
health counts only where somebody stands in the same sentence to whom it belongs, and nothing between makes it general.
"""

import re
from collections.abc import Iterator

from bot.conversation.personal.ailments import AIDS, INFLECTED, NOUNS, PERSONS, STATES
from bot.conversation.personal.found import Span, words
from bot.conversation.personal.names import is_first
from bot.conversation.personal.people import GENERAL, KIN, MY, OTHER, RELATIVE, SELF_VERB, VERB

REACH = 100
"""Characters before a word of health in which its person is looked for."""
MOST_WORDS, MOST_COMMAS = 7, 2
"""Words and commas that may stand between a person and what they have."""
_W = r"(?<![^\W_])"
_TERM = re.compile(
    rf"{_W}(?:(?P<person>{PERSONS})|(?P<noun>{NOUNS})|(?P<aid>{AIDS})|(?P<state>{STATES})"
    rf"|(?P<inflected>{INFLECTED}))(?![^\W_]|-\w)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?…\n]+(?=\s|$)|\n")
_GENERAL = re.compile(rf"{_W}{GENERAL}(?![^\W_])", re.IGNORECASE)
_SELF = re.compile(rf"{_W}(?:ich|mich|mir|mein\w{{0,2}}|wir|uns|unser\w{{0,2}}|I|me|my|hab|bin|habe)(?![^\W_])")
_ICH = rf"{_W}(?:ich|wir|i|er|sie|he|she|{OTHER})"
_SAYS = re.compile(
    rf"(?:{_ICH}['´’ ]{{0,2}}(?:[^\W_][\w'’-]*[ ,]+){{0,3}}?{VERB}|{VERB}[ ](?:ich|wir|i|{OTHER})|(?:^|[,;:]|und"
    rf"|und[ ]da|aber|denn)[ ]*{SELF_VERB}"
    rf"|(?-i:I['’]?m|[Ii]['’](?:m|ve))|(?:er|sie|he|she|{OTHER})(?:'s|’s))(?![^\W_])",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(rf"{SELF_VERB}(?![^\W_])", re.IGNORECASE)
_WHO = re.compile(rf"(?:{_W}(?:ich|mir|mich|i)|{OTHER})(?![^\W_])", re.IGNORECASE)
_APPOSED = re.compile(
    rf"(?:{_W}(?:ich|i)|{OTHER})[ ,(]{{0,3}}(?:\d{{1,3}}(?:[ ]Jahre)?(?:[ ]alt)?[ ,]{{1,2}})?$", re.IGNORECASE
)
""" "Ich (62, gehbehindert)"."""
_VERB_AFTER = re.compile(
    r"[ ]{0,2}(?:[\w-]{2,15}[ ]){0,2}(?:bin|habe|hab|ist|hat|war|hatte|sind|haben|leide|leidet|sitze|sitzt|nehme"
    r"|nimmt|benutze|nutze|erkrankt|diagnostiziert|festgestellt|vermutet|gestorben|verstorben|muss|brauche|bekomme"
    r"|bekommen)(?![^\W_])",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?<![^\W_])([A-ZÄÖÜ][\w-]+)(?:[ ][A-ZÄÖÜ][\w-]+)?[ ](?:ist|hat|hatte|leidet|sitzt|nimmt|is|has)[ ]"
    r"(?:[a-zäöüß]+[ ]){0,3}$"
)
""" "Thomas ist depressiv", where it is a first name."""
_WHO_IS = re.compile(rf"{OTHER},?[ ](?:der|die|das|who)[ ](?:[\w-]{{2,15}}[ ]){{0,4}}$", re.IGNORECASE)
_MY_OWN = re.compile(rf"{_W}(?:{MY})[ ](?:[a-zäöüß]{{2,20}}e[rnms]?[ ]){{0,2}}$", re.IGNORECASE)
_WITH = re.compile(
    r"(?<![^\W_])(?:wegen|aufgrund|trotz|durch|mit|im|nach|seit|infolge|dank|vor|with|because[ ]of|after|due[ ]to"
    r"|in)[ ](?:(?:ein|d)\w{1,4}[ ]|a[ ]|the[ ])?"
    r"(?:[a-zäöüß]{2,20}e[rnms]?[ ]){0,2}$",
    re.IGNORECASE,
)
_HAVING = re.compile(
    r"(?<![^\W_])(?:ich|wir|i|we)[ ](?:haben?|hab|have)[ ](?:eine?n?|an?|zwei"
    r"|two)[ ]$",
    re.IGNORECASE,
)
_AS = re.compile(r"(?<![^\W_])(?:als|as)[ ](?:(?:eine?|an?)[ ])?(?:[a-zäöüß]{2,20}[ ]){0,2}$", re.IGNORECASE)
_ITS_PERSON = re.compile(rf"[ ](?:[\w-]{{2,20}}[ ])?{RELATIVE}(?![^\W_])", re.IGNORECASE)
_FIGURE = re.compile(
    r"[ ](?:vor|auf[ ]einem[ ]auge|gegenüber|für|to|nach)(?![^\W_])|[ ]gegen[ ]|[ ](?:system|haus|baum|bäume)",
    re.IGNORECASE,
)
_FIGURED = words("krank taub blind gelähmt süchtig deaf depressed")
_WEAK = words("corona covid trauma operation op therapie medizin behinderung behinderungen erkrankung krankheit")
_AGE = re.compile(r"[ ]?\([^()\n]{1,20}\)[ ]?|,[ ]\d{1,3}(?:[ ]Jahre)?(?:[ ]alt)?,[ ]")
_SHORT = words("ms op aids ads")
_AM_I = re.compile(r"(?<![^\W_])bin[ ]ich[ ](?:denn[ ]|nur[ ])?$", re.IGNORECASE)
_OF_WHAT = re.compile(r"(?<![^\W_])an[ ][\w-]+[ ]$", re.IGNORECASE)
_AGAINST = re.compile(r"(?:tabletten|medikamente?|mittel|spritzen)[ ]gegen[ ]", re.IGNORECASE)
_SUBCLAUSE = re.compile(
    r",[ ](?:dass|ob|was|wie|wo|der|die|das|wenn|warum|weil|that|which|who)(?![^\W_])", re.IGNORECASE
)
_STAFF = re.compile(
    r"(?<![^\W_])(?:arbeite|arbeitet|beruf|ausbildung|studier|work|pfleger|ärztin|arzt|kurs|vortrag|thema)",
    re.IGNORECASE,
)


def find_health(text: str) -> Iterator[Span]:
    """Every word of health that is said of a person."""
    last = 0
    for cut in [*_SENTENCE.finditer(text), None]:
        end = cut.start() if cut else len(text)
        for term in _TERM.finditer(text, last, end):
            if _is_somebodys(
                text[max(last, term.start() - REACH) : term.start()],
                term,
                text[term.end() : min(end, term.end() + REACH)],
            ):
                yield term.span()
        last = cut.end() if cut else end


def _is_somebodys(before: str, term: re.Match[str], after: str) -> bool:
    if not before.rstrip().endswith(("(", ",")):
        before = _AGE.sub(" ", before)
    if _is_figure(before, term.group(), after):
        return False
    if term["inflected"] or (term["state"] and _is_attribute(before, after)):
        return _is_attribute(before, after)
    if term["state"]:
        return bool(_APPOSED.search(before)) or _is_said(before, after) or _is_circumstance(before, term, after)
    return bool(_MY_OWN.search(before)) or _is_said(before, after) or _is_circumstance(before, term, after)


def _is_figure(before: str, word: str, after: str) -> bool:
    """Whether the word means something else here: "krank vor Ärger", "bin ich blind?", "ms" for milliseconds."""
    if word.lower() in _SHORT:
        return not word.isupper()
    if word.lower() == "erkrankt":
        return bool(_OF_WHAT.search(before))  # what it is stands before
    return word.lower() in _FIGURED and bool(_FIGURE.match(after) or _AM_I.search(before))


def _is_attribute(before: str, after: str) -> bool:
    """ "Meine demente Mutter", "my deaf son"."""
    return bool((_MY_OWN.search(before) or _HAVING.search(before)) and _ITS_PERSON.match(after))


def _is_said(before: str, after: str) -> bool:
    """ "Ich habe …", "meine Oma hat …", "weil ich … bin"."""
    said = None
    for said in _SAYS.finditer(before):  # noqa: B007
        pass
    if said is None and _FIRST_WORD.match(before.lstrip(" \"'(-")) and not before.strip(" \"'(-").startswith("Sind"):
        said = _FIRST_WORD.search(before)
    if said and _reaches(before[said.start() :], before[said.end() :]):
        return True
    named = _CALLED.search(before)
    if (named and is_first(named.group(1))) or (_WHO_IS.search(before) and _VERB_AFTER.match(after)):
        return True
    who = None
    for who in _WHO.finditer(before):  # noqa: B007
        pass
    return bool(who and _reaches("", before[who.end() :]) and _VERB_AFTER.match(after))


def _reaches(frame: str, between: str) -> bool:
    """Whether what is said still belongs to the person: few words, nothing general, no new clause."""
    if len(between.split()) > MOST_WORDS or _GENERAL.search(between):
        return bool(_AGAINST.search(between))
    return between.count(",") <= MOST_COMMAS and not _SUBCLAUSE.search(between) and not _GENERAL.search(frame)


def _is_circumstance(before: str, term: re.Match[str], after: str) -> bool:
    """ "Wegen Asthma meide ich …", "als Diabetiker brauche ich …", "Oma mit Demenz"."""
    sentence = before + after
    if _AS.search(before) and (term["person"] or term["state"]):
        return bool(_SELF.search(sentence)) and not re.search(r"(?<![^\W_])(?:man|jeder)(?![^\W_])", sentence)
    found = _WITH.search(before)
    if not found or term["state"] or term["person"]:
        return False
    ahead = before[: found.start()]
    if re.search(rf"{KIN}[ ,]*$", ahead, re.IGNORECASE):
        return True
    if (
        term.group().lower() in _WEAK
        or _STAFF.search(sentence)
        or re.search(r"(?<![^\W_])(?:man|one|you)(?![^\W_])", sentence)
    ):
        return False
    if _GENERAL.search(ahead[-40:]):
        return False
    near = re.search(
        r"(?<![^\W_])(?:ich|wir|mich|mir|I"
        r"|me)(?![^\W_])",
        " ".join(after.split()[:5]) + " " + ahead[-30:],
    )
    return bool(near)
