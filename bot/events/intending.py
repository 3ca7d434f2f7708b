"""What somebody wants who writes about taking part: to cancel, to see what they registered for, to come. Pure.

As with dates, all words of a clause have to be known: what has another word in it is somebody else's question. So "ich
kann nicht kommen" is heard, and "ich kann nicht auf den Bus warten" is not. Reasons may stand in clauses of their own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.events.counting import HEADS, KIN, MANY_KIN, NUMBERS, TOGETHER, people_in
from bot.events.event import Kind
from bot.events.vocabulary import KINDS, MONTHS, WEEKDAYS
from bot.events.vocabulary import words as _words
from knowledge.language.common import everyday_words
from knowledge.language.folding import clean, fold, words_of
from knowledge.language.spelling import SpellingCorrector
from knowledge.language.spoken import as_written

LONGEST = 300
"""Characters. What is longer is a letter, and a letter is read as a question."""
MOST_WORDS = 40
MOST_UNKNOWN = 3
"""Words of a clause that may be unknown where somebody is registered."""
MISTYPED = 6
"""Letters from which on a word that nobody knows is put right."""
_CLAUSE = re.compile(r"(?:[,;:!?\n]|(?<!\d)\.)+(?:\s|$)|\s+[–-]\s+|\b(?:weil|denn|because|aber|but)\b", re.IGNORECASE)


class Want(StrEnum):
    """What is wanted."""

    CANCEL = "cancel"
    MINE = "mine"
    JOIN = "join"


@dataclass(frozen=True, kw_only=True)
class Intent:
    """What somebody wants. `people` is the number that they name when they want to come."""

    want: Want
    people: int | None = None
    leans: bool = False
    """Says something only below an event that was shown just now: "mitmachen", "ich komme", "kann ich da mitmachen"."""


_SELF = _words("ich wir mich uns mir mein meine meinen meiner meinem unser unsere unseren i we me my our us myself")
_DOING = _words(
    "bin sind kann können konnte muss müssen möchte möcht möchten mag will wollen wollte würde würden hab habe"
    " haben hätte hätten schaffe schaff schaffen nehme nehmen nehm komme komm kommen sage sag melde meld melden"
    " storniere brauche brauchen gehe gehen am are can cannot could want would have need d ll ve m unable won"
)
_NOT = _words("nicht not cannot unable t won kein keine keinen")
_COMING = _words(
    "komme komm kommen hinkommen teilnehmen teilnahme dabei mitmachen hingehen hin erscheinen schaffe schaff"
    " schaffen come coming attend attending make participate part"
)
_GIVING_UP = _words("absagen abmelden stornieren storniere storno canceln cancel unregister deregister")
_GIVING_UP_A_SEAT = _words(
    "zurückgeben freigeben freimachen abgeben zurückziehen zurücknehmen löschen lösche streichen austragen"
    " withdraw rückgängig delete"
)
_AWAY = _words("verhindert dazwischengekommen")
_ILL = _words("krank erkrankt erkältet sick ill unwell")
_REGISTRATION = _words(
    "anmeldung anmeldungen teilnahme platz plätze registrierung registration registrations booking seat seats"
)
_EVENTS = frozenset().union(*(KINDS[kind] for kind in (Kind.WORKSHOP, Kind.ASSEMBLY, Kind.TOUR))) | _words(
    "termin termine veranstaltung veranstaltungen treffen event events meeting date appointment rundgang"
)
_WHEN = frozenset([*MONTHS, *WEEKDAYS]) | _words(
    "heute morgen übermorgen abend nachmittag vormittag früh woche nächste nächsten nächster kommenden diesen"
    " diese today tomorrow tonight evening week next this"
)
_DAYS = _words(" ".join(WEEKDAYS)) | _words("heute morgen übermorgen today tomorrow")
_REGISTERED = _words("angemeldet eingetragen registriert registered signed")
_LISTS = _words("warteliste waitlist waiting liste list")
_ELSEWHERE = _words(
    "newsletter nachrichten abo abos idee ideen auto hund wohnung wohnsitz gewerbe kita schule amt bürgeramt konto"
    " app internet seite link bus bahn straßenbahn bürger kind kinder daten subscription messages mail treppe arzt"
    " kindergarten weiter klar zurecht rein handy lesen öffnen schlafen aufstehen dog car read hear open qr"
)
"""What people register for, come to and give up elsewhere."""
_MINE_BESIDE = _words(
    "wofür wozu wo welche welchen welchem wann was war ist hat haben steht stehe bin sind zeig zeige finde"
    " sehe gib überall schon noch eigentlich geklappt angekommen bekommen gekommen gültig bestätigt drin liste"
    " status verloren vergessen weiß nicht mehr wie viele personen eingang what where when is did does show"
    " list work worked status overview have lost for all am registered on still sie ihr ihnen da"
)
_CODES = _words("code eingangscode")
_WANTING = _words("möchte möcht möchten will wollen würde würden hätte hätten mag want would like d love")
_TAKING_PART = _words(
    "anmelden mitmachen teilnehmen eintragen einschreiben kommen hin hingehen gehen dabei join participate"
    " attend come register part"
)
_SHORT = _words("anmelden mitmachen teilnehmen eintragen join register bitte gern gerne ja da please")
_PARTICLES = _words("an ein teil auf up in")
_FILL = _words(
    "leider doch wieder bitte gern gerne noch auch mal und oder zum zur zu am im in für vom von beim bei der"
    " die das den dem des ein eine einen da dann also so ja nein hallo guten tag liebes team danke vielen dank"
    " schon sehr sein werden wird dafür daran dahin hier sie ihnen es etwas was ist man jetzt selber selbst"
    " nun denn tut leid entschuldigung sorry please to the a an it for at on of be able that there and take"
    " with thanks thank you hi hello unfortunately really dazu hiermit mit können konnen kann ist überhaupt"
    " nochmal lieber too also freundlichen grüßen uhr wieder"
)
_ASKING = _words("wie wo woher warum wieso weshalb wer wann welche was how where why who when what which do")
_HOW_TO = _words("wie wo how where do can man") | _words("kann könnten können")


def hear_intent(text: str, *, registered: bool = False) -> Intent | None:
    """What a text wants; None for all that has a word too many, and for questions about something else.

    Of somebody who is `registered` a few words that nobody knows are borne with beside clear ones: from them it is to
    be expected, and what they mean is asked before anything happens.
    """
    if len(text) > LONGEST:
        return None
    clauses = [words for part in _CLAUSE.split(clean(text)) if part and (words := _read(part))]
    heard = [intent for words in clauses if (intent := _hear(words, text)) is not None]
    if registered and not any(intent.want is Want.CANCEL for intent in heard):
        loosely = [intent for words in clauses if (intent := _hear_loosely(words)) is not None]
        heard += [intent for intent in loosely if not heard or intent.want is Want.CANCEL]
    if not heard:
        return None
    first = min(heard, key=lambda intent: list(Want).index(intent.want))  # who cannot come was registered, too
    others = [words for words in clauses if _hear(words, text) is None and not (registered and _hear_loosely(words))]
    if any(_ASKING & set(words[:1]) for words in others) or ("?" in text and others):
        return None  # they ask something beside it
    return first


def days_named(text: str) -> set[int]:
    """The days of the week that a text names, from 0 for Monday."""
    return {WEEKDAYS[word] for word in _read(text) if word in WEEKDAYS}


def kinds_named(text: str) -> set[Kind]:
    """The kinds of event that a text names."""
    here = set(_read(text))
    return {kind for kind, names in KINDS.items() if here & names}


def _read(part: str) -> list[str]:
    """The words of a clause, folded and put right."""
    typed = words_of(part, most=MOST_WORDS)
    return [_put_right(fold(word)) for word in as_written(typed)]


def _put_right(word: str) -> str:
    if word in _known() or len(word) < MISTYPED or word in everyday_words():
        return word
    return _corrector().correct(word) or word


def _hear(words: Sequence[str], text: str) -> Intent | None:
    here = set(words)
    if not here <= _known():
        return None
    if _cancels(words, here):
        return Intent(want=Want.CANCEL)
    if _asks_for_theirs(here):
        return Intent(want=Want.MINE)
    return _joins(words, here, asks="?" in text)


def _hear_loosely(words: Sequence[str]) -> Intent | None:
    """A clear sign among few other words."""
    here = set(words)
    if len(here - _known()) > MOST_UNKNOWN or here & _ELSEWHERE:
        return None
    if not here & (_ASKING - _HOW_TO) and _gives_up_in_short(words, here):
        return Intent(want=Want.CANCEL)
    own = here & (_SELF - (here & _CODES and _words("ich wir"))) and not here & (
        _words("eine keine man") | _NOT - _words("nicht")
    )
    theirs = here & (_REGISTERED | _REGISTRATION | _LISTS | _CODES | _words("gebucht reserviert booked reserved"))
    return Intent(want=Want.MINE) if own and theirs and not here & _WANTING else None


def _gives_up_in_short(words: Sequence[str], here: set[str]) -> bool:
    others = words[0] in _DOING and words[1:2] and words[1] in _words("die der das man sie ihr")
    own = here & _SELF or (words[0] in _DOING - _HOW_TO | _words("kann") and not others)
    off_the_list = here & _words("streichen streicht nehmen nehmt nimm raus runter remove take") and here & _LISTS
    seat = here & _words("platz seat") and here & _words("geben abgeben weitergeben frei jemand anderen give")
    if off_the_list or seat or (own and _gives_up(here)) or here & _words("absage storno"):
        return not here & _NOT
    if _words("anders uberlegt") <= here or _words("wird nichts") <= here:
        return True
    gets_at = "auf" in here  # "ich komme nicht auf die Seite" tells of no seat
    not_there = here & _NOT and here & (_COMING | _DAYS) and words[0] not in _HOW_TO - _DOING and not gets_at
    no_time = here & _NOT and "zeit" in here and here & (_DAYS | _words("tag"))
    return bool(own and (not_there or no_time or here & _ILL or here & _AWAY))


def _cancels(words: Sequence[str], here: set[str]) -> bool:
    """Whether somebody gives up a seat, or cannot come. How may be asked; why or when is another question."""
    if here & (_ASKING - _HOW_TO - _words("was")) or "war" in here:
        return False
    if _gives_up(here):
        return True
    return not here & _words("wie wo how where") and (_is_kept(here) or _comes_not(words, here))


def _gives_up(here: set[str]) -> bool:
    says_so = here & _GIVING_UP or ("ab" in here and here & _words("sage sag melde meld melden"))
    if says_so and not here & _NOT:
        return bool(here & (_SELF | _DOING | _REGISTRATION | _EVENTS) or len(here) == 1)
    seat = here & _REGISTRATION
    spare = here & _NOT and here & _words("brauche brauchen need")
    return bool(seat and (spare or here & _GIVING_UP_A_SEAT))


def _is_kept(here: set[str]) -> bool:
    """Something has come up, or they are ill on that day."""
    if here & _AWAY or _words("dazwischen gekommen") <= here or _words("something came up") <= here:
        return True
    return bool(here & _ILL and here & (_SELF | _DOING) and here & (_WHEN | _EVENTS))


def _comes_not(words: Sequence[str], here: set[str]) -> bool:
    if not here & _NOT:
        return False
    if here & _REGISTERED and here & _words("kann können"):
        return True
    comes = here & _COMING or ("teil" in here and here & _words("nehme nehmen nehm"))
    if words[0] in _words("kommen können"):  # "kommen sie nicht auch nach Lusan"
        return bool(comes and here & _SELF)
    return bool(comes and here & (_SELF | _DOING))


def _asks_for_theirs(here: set[str]) -> bool:
    if here & _words("auf") and here & _words("setzen nehmen trag tragen schreiben schreib put"):
        return False
    own = bool(here & _SELF)
    if here & _CODES:
        return own
    if here & _REGISTERED or here & _LISTS:
        return own and not here & _NOT - _words("nicht")
    if here & _words("mein meine meinen meiner meinem my unsere unser our"):
        return bool(here & (_REGISTRATION | _EVENTS)) and not here & (_WANTING | _DOING & _COMING)
    if _words("bin ich dabei") <= here or _words("sind wir dabei") <= here:
        return bool(here & _EVENTS)
    return _words("termine habe ich") <= here or _words("termine haben wir") <= here


def _joins(words: Sequence[str], here: set[str], *, asks: bool) -> Intent | None:
    if here & (_NOT | _ASKING - _words("was") | _GIVING_UP) or "ab" in here:
        return None
    people = people_in(words)
    opens = words[0] in _words("kann können darf dürfen can could may")
    own = bool(here & _SELF)
    if not opens and (own or people) and _signs_up(here):
        return Intent(want=Want.JOIN, people=people)
    wanted = here & _TAKING_PART or here & _EVENTS or (people and here & HEADS)
    if not opens and own and here & _WANTING and wanted:
        return Intent(want=Want.JOIN, people=people)
    leans = [
        own and here & _words("komme komm kommen dabei coming"),
        own and _words("m in") <= here,
        people is not None and here & _REGISTRATION,
        own and opens and here & _TAKING_PART,
        not asks and people is not None and here & (HEADS | _TAKING_PART),
        not asks and here <= _SHORT and here & _TAKING_PART,
    ]
    return Intent(want=Want.JOIN, people=people, leans=True) if any(leans) else None


def _signs_up(here: set[str]) -> bool:
    lists = here & _words("trag trage tragen nehmen setzen schreiben sign count put down") and here & _PARTICLES
    says_so = here & _words("melde meld melden") and "an" in here
    takes = here & _words("register reservieren reserviere reserve book buchen")
    return bool(lists or says_so or takes or ("teil" in here and here & _words("nehme nehmen nehm")))


@cache
def _known() -> frozenset[str]:
    """Every word that may stand in such a clause."""
    return (
        _SELF | _DOING | _NOT | _COMING | _GIVING_UP | _GIVING_UP_A_SEAT | _AWAY | _ILL | _REGISTRATION | _EVENTS
        | _WHEN
        | _REGISTERED | _LISTS | _MINE_BESIDE | _CODES | _WANTING | _TAKING_PART | _PARTICLES | _FILL | _HOW_TO
        | HEADS | KIN | MANY_KIN | frozenset(NUMBERS) | frozenset(TOGETHER) | frozenset(map(str, range(32)))
        | _words(
        "ab trag trage tragen setzen schreiben sign count put down register reservieren reserviere reserve book buchen"
        " darf dürfen may dazwischen gekommen something came up came wiedersehen zusammen"
    )
    )  # fmt: skip


@cache
def _corrector() -> SpellingCorrector:
    """Puts right towards the words that carry the meaning, of which there are few."""
    heavy = _COMING | _GIVING_UP | _REGISTRATION | _REGISTERED | _EVENTS | _TAKING_PART | _ILL | _WHEN
    return SpellingCorrector({word: 1 for word in heavy if len(word) >= MISTYPED and word not in HEADS})
