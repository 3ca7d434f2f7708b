"""The words that questions about dates are made of, in German and English. Umlauts are two letters here."""

from bot.events.event import Kind


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


MONTHS = (
    "januar january jaenner", "februar february", "maerz march", "april", "mai may", "juni june", "juli july", "august",
    "september", "oktober october", "november", "dezember december",
)  # fmt: skip
WEEKDAYS = (
    "montag monday", "dienstag tuesday", "mittwoch wednesday", "donnerstag thursday", "freitag friday",
    "samstag sonnabend saturday", "sonntag sunday",
)  # fmt: skip
SEASONS = {"spring": 3, "fruehling": 3, "fruehjahr": 3, "summer": 6, "sommer": 6, "autumn": 9, "fall": 9, "herbst": 9,
           "winter": 12}  # fmt: skip
NUMBERS = {"zwei": 2, "drei": 3, "vier": 4, "fuenf": 5, "sechs": 6, "sieben": 7, "acht": 8, "zehn": 10, "vierzehn": 14,
           "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "fourteen": 14}  # fmt: skip
KINDS = {
    Kind.WORKSHOP: "workshop workshops werkstatt werkstaetten",
    Kind.ASSEMBLY: "vollversammlung vollversammlungen versammlung versammlungen buergerversammlung "
    "buergerversammlungen einwohnerversammlung einwohnerversammlungen einwohnertreff assembly assemblies",
    Kind.TOUR: "rundgang rundgaenge stadtrundgang stadtrundgaenge fuehrung fuehrungen stadtfuehrung tour tours",
    Kind.CONTEST: "wettbewerb ideenwettbewerb ideenwettbewerbe einsendeschluss abgabeschluss deadline contest contests",
    Kind.CONSULTATION: "anhoerung anhoerungen buergerbeteiligung beteiligung consultation consultations",
    Kind.REVISION: "fortschreibung fortschreibungen revision revisions ueberarbeitung fortgeschrieben ueberarbeitet "
    "revised",
}
SLIPS = {
    "wan": "wann", "komt": "kommt", "whn": "when", "wehn": "when", "nexte": "naechste", "nxet": "next", "nxt": "next",
    "isn": "ist", "issn": "ist", "iss": "ist", "isses": "ist", "wasn": "was", "warn": "waren", "sin": "sind",
    "nich": "nicht", "heit": "heute", "heite": "heute", "morchn": "morgen", "morschn": "morgen", "widder": "wieder",
    "tommorow": "tomorrow", "tommorrow": "tomorrow", "tomorow": "tomorrow", "tmrw": "tomorrow", "evnt": "event",
    "termien": "termin", "tremin": "termin", "mittwoche": "mittwoch", "sonnahmd": "sonnabend",
}  # fmt: skip
"""Short words as they are mistyped, and as they are said around here."""
ANY = words("""termin veranstaltung event treffen meeting date""")
PLURALS = words("""workshops werkstaetten versammlungen vollversammlungen buergerversammlungen rundgaenge fuehrungen
    stadtrundgaenge assemblies tours""")
"""More than one is asked for: all that come, not the next."""
MANY = words("""termine terminen veranstaltungen events veranstaltungskalender terminkalender kalender""")
ASKED = words("""was what happened los anything something whats irgendwas etwas ansteht an""")
"""Stand for an event where a time is named: "ist diese woche was"."""
FILLERS = words("""ist is sind der die das den dem des ein eine einen nen ne n einer es gibt gibts wird werden findet
    statt noch denn mal  bitte pls please zum zur zu zum im in am an fuer von vom ueber thema strategie
    smart city smartcity gera stadt kommt  kommen geplant steht stehen laeuft beginnt startet start
    trifft sich kann ich beim bei mitmachen mit welche welcher  what are the a there any on of for will
    does be s about do you have abend all alle list up coming happening strategy guided  bis endet end als
    nun so und also mir sagen hallo stattfinden wo
    please zeig gib show me nennen habt ihr haben sie habe hab hamse se euch bei ob man noch da geht machen vorgesehen
    angeboten stattfindet genau schon oder nicht verpasst idea ideas it is there whether bitte kuenftig einem einen
    eigentlich vielleicht ueberhaupt jetzt gerade dann auch sich wir uns ihnen ihr sie irgendeine irgendein
    irgendwelche irgendetwas vor dabei teilnehmen anstehen angebot
    some again held taking place scheduled planned new your our i me could can would happen going take happens
    public citizens by during""")
SLIPS |= {"naeschte": "naechste", "naechschte": "naechste", "naechter": "naechster", "naechsde": "naechste",
          "hats": "hat", "gabs": "gab", "gibbs": "gibts", "gaebs": "gibts", "gibs": "gibts"}  # fmt: skip
PAST = words("""war waren gab wurde wurden hat stattgefunden""")
SIDES = words("""naechste naechsten naechster naechstes naechstem kommende kommenden kommender kommendes letzte
    letzten letzter letztes  zuletzt last next wieder bald demnaechst soon upcoming wann when whens""")
