"""Does somebody wish for something, without the word idea? Then one is offered beside the answer, never instead. Pure.

A wish has a frame ("es wäre schön, wenn", "hier fehlt", "warum gibt es keine") and a thing that people wish for in a
city (`wishes.txt`). A plain question has no such frame, and what is missing in an answer is no such thing.
"""

from collections.abc import Collection, Sequence
from enum import StrEnum

from bot.ideas.defects import is_defect
from bot.ideas.thesaurus import Kind, read_thesaurus
from knowledge.language.folding import clean, fold, words_of
from knowledge.language.spoken import as_written

LEAST_WORDS, LONGEST_WORDS = 2, 40


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


_WOULD = _words(
    "wäre wär wären fände fänd müsste müssten sollte sollten könnte könnten bräuchte bräuchten bräucht hätte hätten"
    " gäbe wünsche wünschte wünschen should would wish"
)
_LACKS = _words("fehlt fehlen braucht brauchen bräuchte bräuchten bräucht needs need gehört")
_WHY = _words("warum wieso weshalb why")
_NONE = _words("nicht niemand niemann kein keine keinen keiner keins nirgends not no nobody t")
_MAKE = _words(
    "baut bauen stellt stellen pflanzt pflanzen macht machen setzt richtet schafft build put plant open make run"
    " begrünen begrünt aufstellen"
)
_ADDRESSED = _words("ihr sie stadt gera man wir niemand you we somebody someone nobody one city")
_MORE = _words("mehr more länger öfter")
_LITTLE = _words("wenig wenige weniger little few")
_ASKS = _words(
    "wer wen wem wessen wann wo wohin woher was welche welcher welches welchen wie wieviel gibt sind ist hat haben wird"
    " werden wurde wurden sollen soll kostet who when where what which how is are does do did has have will was were"
)
_ABOUT_US = _words(
    "mir mich uns antwort antworten auskunft info infos information informationen link telefonnummer nummer"
    " passwort anmeldung anmelden termin termine handy internet webseite seite chat frage hilfe antwortet"
    " teilnehmen mitmachen sehen see me answer ticket number phone call register information idee vorschlag"
    " idea meine mein"
)
_OVER = _words(
    "wurde wurden war waren hatte hatten beendet fertig abgebaut bisher damals schon eigentlich wieder solange lange"
    " lang late finished ended erledigt stattgefunden"
)
_ASKING = _words("wer wen wem wessen wann wo wohin woher welche welcher welches welchen who when where which")
_MAY = _words("könnte könnten kann können could would should sollte sollten müsste müssten can")
_SUBJECTS = _words("ihr die der das sie wir gera am im denn you the")
"""Behind a verb at the beginning they make it a question."""
_THINGS = frozenset({Kind.THING})
_ANYTHING = frozenset({Kind.THING, Kind.SETTING, Kind.QUALITY, Kind.PEOPLE})


class Wish(StrEnum):
    """How somebody wishes."""

    PLAIN = "plain"
    ASKED = "asked"
    """As a question why it is not so: where that has a certain answer, the answer is what they want."""


def hear_wish(text: str) -> Wish | None:
    """Whether an idea may be offered beside the answer to these words."""
    words = [fold(word) for word in as_written(words_of(clean(text), most=LONGEST_WORDS + 1))]
    here = set(words)
    if not LEAST_WORDS <= len(words) <= LONGEST_WORDS or is_defect(text) or here & (_OVER | _ABOUT_US):
        return None
    if words[0] in _WHY:
        asks_why_not = here & _NONE and words[-1] not in _MORE
        return Wish.ASKED if asks_why_not and _names(words, _THINGS) else None
    if here & _ASKING or not _is_framed(words, here, asks="?" in text):
        return None
    kinds = _ANYTHING if here & (_WOULD - _words("hätte hätten")) else _THINGS
    return Wish.PLAIN if _names(words, kinds) else None


def _is_framed(words: Sequence[str], here: set[str], *, asks: bool) -> bool:
    first = words[0]
    if first in _ASKS or (here & _NONE and here & _LACKS and not here & _WOULD):  # "gera braucht das nicht"
        return False
    if first in _MAY:
        return bool(here & _MAKE and here & _ADDRESSED) or bool(here & _NONE and here & _ADDRESSED)
    lacks = here & _LACKS or (here & _LITTLE and here & _words("zu too"))
    polite = words[1:] if first in _words("bitte please da") else words
    demands = bool(polite) and polite[0] in _MAKE and (polite is not words or words[1] not in _SUBJECTS)
    more = here & _MORE and not here & (_NONE | _words("nichts nix"))
    return bool(here & _WOULD or lacks or demands or more) and (not asks or bool(here & _NONE))


def _names(words: Sequence[str], kinds: Collection[Kind]) -> bool:
    """Whether some of the words mean something of these kinds."""
    thesaurus = read_thesaurus()
    phrases, _ = thesaurus.of_phrases(words)
    found = {*phrases, *(meaning for word in words for meaning in thesaurus.of_word(word))}
    return any(thesaurus.kinds[meaning] in kinds for meaning in found)
