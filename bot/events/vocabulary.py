"""The words that questions about dates are made of, by field, in German and English. Written as people write them,
compared folded: `nächste`, `naechste` and `nachste` are one."""

from collections.abc import Mapping

from bot.delivery.topics import Topic
from bot.events.event import Kind
from bot.events.reading_ics import TOPICS
from knowledge.language.common import all_function_words
from knowledge.language.folding import fold


def words(text: str) -> frozenset[str]:
    """The words of a text, folded."""
    return frozenset(fold(word) for word in text.split())


def _named(names: Mapping[str, int]) -> Mapping[str, int]:
    return {fold(word): number for text, number in names.items() for word in text.split()}


MONTHS = _named({
    "januar january jänner jan": 1, "februar february feber feb": 2, "märz march": 3, "april apr": 4, "mai may": 5,
    "juni june": 6, "juli july": 7, "august aug": 8, "september sept": 9, "oktober october okt oct": 10,
    "november nov": 11, "dezember december dez dec": 12,
})  # fmt: skip
WEEKDAYS = _named({
    "montag monday montags": 0, "dienstag tuesday dienstags": 1, "mittwoch wednesday mittwochs": 2,
    "donnerstag thursday donnerstags": 3, "freitag friday freitags": 4, "samstag sonnabend saturday samstags": 5,
    "sonntag sunday sonntags": 6,
})  # fmt: skip
SEASONS = _named({"spring frühling frühjahr": 3, "summer sommer": 6, "autumn fall herbst": 9, "winter": 12})
"""By their first month."""
NUMBERS = _named({
    "einer einem eine one a": 1, "zwei two": 2, "drei three": 3, "vier four": 4, "fünf five": 5, "sechs six": 6,
    "sieben seven": 7, "acht eight": 8, "neun nine": 9, "zehn ten": 10, "zwölf twelve": 12, "vierzehn fourteen": 14,
})  # fmt: skip
FEASTS: Mapping[str, tuple[int, int]] = {
    fold(word): day
    for text, day in {
        "weihnachten heiligabend christmas": (24, 12), "silvester": (31, 12), "neujahr": (1, 1), "nikolaus": (6, 12),
        "reformationstag": (31, 10),
    }.items()
    for word in text.split()
}  # fmt: skip
"""Days that bear a name, and their date."""
EASTER = _named({"ostern easter": 0, "himmelfahrt": 39, "pfingsten pentecost": 49})
"""Days after Easter Sunday."""

KINDS: Mapping[Kind, frozenset[str]] = {
    Kind.WORKSHOP: words("workshop workshops workshopreihe ideenwerkstatt zukunftswerkstatt werkstatt werkstätten"),
    Kind.ASSEMBLY: words("""vollversammlung vollversammlungen versammlung versammlungen bürgerversammlung assemblies
    bürgerversammlungen bürgerforum bürgerdialog bürgertreff einwohnerversammlung
    einwohnerversammlungen einwohnertreff assembly"""),
    Kind.TOUR: words("""rundgang rundgänge stadtrundgang stadtrundgänge führung führungen stadtführung stadtführungen
    spaziergang stadtspaziergang spaziergänge rundfahrt walk tour tours"""),
    Kind.CONTEST: words("""wettbewerb wettbewerbs ideenwettbewerb ideenwettbewerbs ideenwettbewerbe einsendeschluss
    abgabeschluss abgabetermin abgabefrist einreichfrist deadline contest contests competition"""),
    Kind.CONSULTATION: words("""anhörung anhörungen bürgerbeteiligung beteiligung konsultation konsultationen
    stellungnahme stellungnahmen mitreden mitbestimmen mitzureden consultation consultations"""),
    Kind.REVISION: words("""fortschreibung fortschreibungen revision revisions überarbeitung überarbeitungen
    fortgeschrieben überarbeitet revised"""),
}  # fmt: skip
KIND_OF = {word: kind for kind, names in KINDS.items() for word in names}
RENEWAL = words("aktualisierung aktualisiert erneuerung erneuert fassung neufassung version update updated")
"""A revision, where the strategy is spoken of."""
STRATEGY = words("strategie strategy konzept")
ANY = words("""termin veranstaltung infoveranstaltung event treffen meeting date session sitzung zusammenkunft
    gathering""")
MEET = words("trifft trefft treffen tagt zusammen meet")
"""To come together: stands for an event where somebody asks when."""
PLURALS = words("""workshops werkstätten versammlungen vollversammlungen bürgerversammlungen rundgänge führungen
    stadtrundgänge assemblies tours""")
"""More than one is asked for: all that come, not the next."""
MANY = words("""termine terminen terminplan terminübersicht terminliste terminvorschau veranstaltungsprogramm
    schedule veranstaltungen events dates meetings treffs sitzungen veranstaltungskalender
    veranstaltungsplan terminkalender kalender calendar""")  # fmt: skip
ASKED = words("""was wasn what happened los anything something whats irgendwas etwas ansteht an""")
"""Stand for an event where a time is named: "ist diese woche was"."""
PAST = words("""war waren gab wurde wurden hat fand fanden stattgefunden gewesen gelaufen ging did took
    happened were""")
NEAR = words("wieder bald demnächst kommende kommender kommendes kommenden soon wann when whens nennen")
"""Ask for what comes next."""
CLOSES = words("einsendeschluss abgabeschluss abgabetermin abgabefrist einreichfrist frist deadline")
SIDES = NEAR | words("""nächste nächsten nächster nächstes nächstem letzte letzten letzter letztes zuletzt last next
    upcoming künftig frühere früheren bisherige bisherigen previous past recent latest letztens
    neulich kürzlich recently""")
TOPIC_OF: Mapping[str, str] = {
    **{fold(name): str(topic) for name, topic in TOPICS.items() if name.isalpha()},
    **{
        fold(word): str(topic)
        for text, topic in {
            "umwelt environment": Topic.ENERGY, "kultur culture": Topic.EDUCATION, "innovation": Topic.LEARNING,
            "städtebau": Topic.URBAN, "verkehrs": Topic.MOBILITY, "housing": Topic.LIVING,
        }.items()
        for word in text.split()
    },
}  # fmt: skip
"""What the topics are called, beside the categories of a calendar: by the names that the city gave them."""
GROUPS = words("arbeitsgruppe arbeitsgruppen ag fachgruppe handlungsfeld handlungsfelds group field")
"""What comes behind is a topic, even where it could be a kind: "AG Bürgerbeteiligung"."""

HOLDING = words("""findet statt stattfinden stattfindet wird werden ist is sind steht stehen ansteht anstehen
    geplant kommt kommen beginnt beginn starten startet start endet end ende ends losgeht fängt
    anfängt anfangen läuft laufen gehts gibts vorgesehen angeboten angebot machen macht geht
    zusammen festgelegt fest bekannt weiter held taking place takes take scheduled planned
    happening happen coming up going starts begin begins closes close anstehend anstehenden
    geplanten geben abgehalten bevor bevorstehen bevorstehend bevorstehende angesetzt anberaumt
    veranstaltet organisiert bietet bieten feststeht""")
"""To take place, in all the ways it is said."""
TAKING_PART = words("""mitmachen teilnehmen mitkommen hingehen vorbeikommen dabei mitzumachen teilzunehmen teilnahme
    besuchen verpasst vormerken join attend come participate visit wahrnehmen gehen""")
WISHING = words("""bitte please pls sagen zeig zeigen zeige gib show list liste nennen suche suchen brauche wissen
    weiß wüsste wüssten weißt moechte möchten interessiert interessiere interesse anzeigen
    auflisten übersicht überblick find looking information info infos tell know interested""")
PEOPLE = words("""mann frau kinder kind tochter sohn freund freundin nachbar nachbarin oma opa mutter vater
    familie leute bürger bürgern bürgerin citizens everybody public people person personen menschen
    eltern jugendliche rentner rentnerin senioren familien studenten schüler erwachsene anfänger
    interessierte resident residents einwohner""")
"""On whose behalf somebody asks."""
AROUND = words("""smart city smartcity gera stadt strategie strategy thema themen zum rund idee ideen idea ideas
    guided abend abends tag tage uhrzeit uhr zeit mal nächstes neues neuen neue neu planned alles
    alle abzugeben einreichen überhaupt vielleicht eigentlich künftig jetzt datum ferien
    lebenslanges lebenslangen ganz genau live ort wochentag during soweit frist gelegenheit
    möglichkeit chance opportunity here hier new eventuell abgeben gehört gelesen endlich another
    sicher leider aktuell aktuelle aktuellen aktueller current hoffentlich gleich ok okay super
    cool spannend eilig nochmal beispiel auskunft bescheid fragen frage sag sage sagt finden finde
    bekommen bekommt hören sehen freuen freue vergessen""")
"""What else is said around it."""
NOT_HERE = words("""warum wieso weshalb wer wem wen wessen wie womit wofür woran worauf woraus worum worüber
    wodurch wozu woher wohin why who whom whose how mein meine meinem meinen meiner my mine nie
    niemand nobody kein keine wegen gegen ohne without jemand anderes must muss müssen darf darfst
    dürfen should soll sollen sollte sollten änderung änderungen contact kontakt daten gewinner
    winner winners""")
"""Ask for something else: words of grammar, and some that are near to words of dates."""
LETTERS = words("""sehr geehrte geehrter damen herren herr liebes team dank danke freundlich freundlichen besten
    lieben grüße grüßen""")
"""What stands around a letter: known, so that it becomes nothing else; `courtesy.py` takes it away."""
FILLERS = (all_function_words() - NOT_HERE) | HOLDING | TAKING_PART | WISHING | PEOPLE | AROUND | STRATEGY
SLIPS = {fold(word): fold(meant) for word, meant in {
    "wan": "wann", "komt": "kommt", "whn": "when", "wehn": "when", "nexte": "nächste", "nxet": "next", "nxt": "next",
    "warn": "waren", "sin": "sind", "heit": "heute", "heut": "heute", "se": "sie", "iwas": "irgendwas",
    "tmrw": "tomorrow", "isch": "ich", "sonnahmd": "sonnabend", "gabs": "gab", "gibs": "gibts", "gaebs": "gibts",
    "woch": "woche", "ooch": "auch", "evt": "event", "evnt": "event",
}.items()}  # fmt: skip
"""Short words as they are mistyped, and as they are said around here: too short to be put right."""
