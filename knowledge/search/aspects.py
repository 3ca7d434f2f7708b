"""What about a thing is asked: its price, its place, its time? Read from small words, in both languages."""

from collections.abc import Sequence

from knowledge.language.folding import fold, words_of

_CUES = {
    "cost": "kostet kosten koste gekostet kostete preis preise teuer billig gratis kostenlos umsonst bezahlen bezahlt "
    "zahlen euro geld gebuhr cost costs price expensive cheap free pay fee much",
    "place": "wo wohin standort standorte ort orte adresse stelle liegt finde finden befindet where place location "
    "address located",
    "time": "wann seit uhr offnungszeiten geoffnet offen termin termine datum tag when since hours open opening date "
    "time year jahr dauert dauer",
    "people": "wer wem wen wessen leitet leiter chef zustandig partner dahinter macht hersteller hergestellt erfunden "
    "who whom whose runs behind team",
    "reason": "warum wieso weshalb wozu grund zweck sinn why reason purpose",
    "method": "wie funktioniert funktionieren ablauf vorgehen technik how work works",
    "join": "mitmachen teilnehmen anmelden anmeldung dabei join participate register bekommen",
    "number": "wieviel wieviele viele anzahl zahl many number",
    "result": "ergebnis ergebnisse geworden rausgekommen herausgekommen gebracht wurde result results outcome became",
    "status": "stand fertig schon noch lauft aktuell abgeschlossen gibts status finished done still running already",
    "future": "kommt kommen weiter geplant plan plane zukunft kunftig wieder bleibt nachste future planned again next",
    "privacy": "datenschutz daten gespeichert uberwacht uberwachung kamera kameras privacy data camera surveillance",
    "use": "nutzen benutzen kann verwenden bedienen laden geht use using can",
}
_ASPECTS_OF: dict[str, list[str]] = {}
for _aspect, _words in _CUES.items():
    for _word in words_of(_words):
        _ASPECTS_OF.setdefault(fold(_word), []).append(_aspect)


def asked_aspects(words: Sequence[str]) -> frozenset[str]:
    """The aspects that folded words ask for; none when they only name a thing."""
    return frozenset(aspect for word in words for aspect in _ASPECTS_OF.get(word, ()))


def is_cue(word: str) -> bool:
    """Whether a folded word asks for an aspect rather than naming a thing."""
    return word in _ASPECTS_OF
