"""Streets with a house number, as German residents write them."""

import re
from collections.abc import Iterator

_UP = "A-ZÄÖÜ"
_NUMBER = (
    r"(?:Nr\.?[ ]?|Nummer[ ]|Hausnummer[ ])?[1-9]\d{0,2}(?:[a-zA-Z](?![^\W_])|[ ][a-z](?=[ ]*(?:[,;.!?)\n]|$)))?"
    r"(?:[ ]?[/+-][ ]?\d{1,3}[a-z]?)?(?![^\W_])(?![.,:]\d)"
)
_UNIT = (
    r"(?![ ]?(?:Uhr|€|Euro|EUR|Cent|%|Prozent|°|km|m²?|cm|Meter|Grad|Jahren?|Tagen?|Wochen?|Monaten?|Stunden?|h"
    r"|Minuten?|min|mal"
    r"|Personen|Leuten?|Menschen|Kindern?|Bänken?|Bäumen?|Autos?|Parkplätzen?|Häusern?|Mio|Millionen|Stück|Etagen?"
    r"|Stockwerken?"
    r"|Plätzen?|Wohnungen|Mieter|Parteien|bis[ ]\d)(?![^\W_]))"
)
_SUFFIX = (
    r"(?i:stra(?:ß|ss)e|str\.?|weg|gasse|platz|allee|ring|ufer|damm|steig|berg|hof|graben|markt|winkel|pfad"
    r"|chaussee|promenade"
    r"|zeile|siedlung|anger|leite|garten|gärten|wall|stieg|hang|aue|mühle|rain|höhe|blick|grund|steg|hain|park|kamp"
    r"|tor|bogen)"
)
_GLUED = rf"[{_UP}][\w.]{{0,30}}(?:-[\w.]{{1,24}}){{0,4}}?-?{_SUFFIX}"
_GLUED_SMALL = r"[a-zäöüß-]{2,30}(?:stra(?:ß|ss)e|str\.?|weg|gasse|platz|allee|damm|ring)"
_PARTS = (
    rf"(?:[{_UP}][\w.'-]{{0,24}}[ ]){{1,3}}(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.?|[Ww]eg|[Gg]asse|[Pp]latz|[Aa]llee|[Rr]ing"
    rf"|[Uu]fer|[Dd]amm"
    r"|[Bb]erg|[Mm]arkt|[Gg]raben|[Aa]nger|[Ss]teig|[Gg]ut|Hof|Chaussee|Promenade|Mauer)"
)
_PHRASE = (
    rf"(?:Am|An[ ]der|An[ ]den|An[ ]dem|Im|In[ ]der|In[ ]den|Auf[ ]der|Auf[ ]dem|Zum|Zur|Unter[ ]der|Unter[ ]den"
    rf"|Unterm|Hinter[ ]der"
    rf"|Hinter[ ]dem|Vor[ ]der|Vor[ ]dem|Bei[ ]der|Beim|Über[ ]dem|Über[ ]der|Hinterm|Vorm|Straße[ ]de[sr]"
    rf"|Platz[ ]de[sr]|Weg[ ]de[sr]"
    rf"|Allee[ ]de[sr])[ ](?:[{_UP}][\w.'-]{{1,24}}[ ]?){{1,3}}"
)
_KNOWN = r"(?:Sorge|Markt|Kornmarkt|Steinweg|Nicolaiberg|Stadtgraben|Hainberg|Anger|Bärengasse|Kirchgraben|Ring)"
"""Streets of Gera that don't sound like one."""
_STREET = re.compile(
    rf"(?<![^\W_])(?<!-)(?:{_PARTS}|{_PHRASE}|{_GLUED}|{_KNOWN}|{_GLUED_SMALL})[ ]{{0,2}},?[ ]{{0,2}}{_NUMBER}{_UNIT}"
)
_AFTER_DWELLING = re.compile(
    rf"(?<![^\W_])(?:[{_UP}][\w.'-]{{2,30}}[ ]){{1,3}}{_NUMBER}{_UNIT}|[a-zäöüß]{{3,20}}[ ]str(?:\.|asse"
    rf"|aße)?[ ]{_NUMBER}{_UNIT}|[a-zäöüß]{{6,20}}[ ]{_NUMBER}(?=[ ]*(?:[,;.!?)\n]|$))"
)
_ENGLISH = re.compile(
    rf"(?<![^\W_])[1-9]\d{{0,3}}[a-z]?[ ](?:[{_UP}][\w'-]{{2,24}}[ ]){{1,2}}(?:Street|Road|Avenue|Lane|St\.?"
    rf"|Rd\.?)(?!\w)"
)
_NO_HOME = re.compile(
    r"(?i:Haus|Block|Etage|Stock|Zimmer|Raum|Linie|Bus|Tram|Idee|Maßnahme|Seite|Nummer|Nr|Ort|Platz|Weg|Bank|Zone"
    r"|Bereich|Gera"
    r"|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Version|Klasse|Stufe|Seit"
    r"|Mit|Pflegegrad"
    r"|Lusan|Bieblach|Thüringen|Wohnblock|Aufgang|Eingang|Gebäude|Teil|Uhr|Kapitel|Nur|Etwa|Ca|Personen|Familie"
    r"|Kilometer|Typ)"
)
_LEADING = re.compile(
    r"(?:(?:Ich|Wir|Die|Der|Das|Dem|Den|Des|Unser|Unsere|Mein|Meine|Haus|Adresse|Anschrift|Familie|Herr|Herrn|Frau"
    r"|Und|Aber|Vor"
    r"|Hinter|Bei|Neben|Ecke|Kreuzung|Haltestelle|Baustelle|Spielplatz|Gera|Wohnung|Hausnummer|Bitte|Dann|Also"
    r"|Wohne|Wohnhaft"
    r"|In|Aus|Von|Straße:|Grundstück|Zuhause|Nachbarn|Eltern|Beim|Hallo)[ ])+"
)

_BEFORE_TOWN = re.compile(
    rf"(?:(?!Alte|Neue|Große|Kleine|Obere|Untere|Am|An"
    rf"|Im)[{_UP}][\w.'-]+[ ])+(?=[{_UP}][\w-]+er[ ][Ss]tr)"
)
""" "Familie Schmidt Laasener Straße 7": a street named after a town; what stands before belongs to somebody."""


def streets(text: str) -> Iterator[tuple[int, int]]:
    """Every street with a house number."""
    for pattern in (_STREET, _ENGLISH):
        for found in pattern.finditer(text):
            yield found.start() + _idle(found.group()), found.end()


def home_at(text: str, start: int) -> tuple[int, int] | None:
    """What follows "ich wohne in der": any name with a number, if it is no storey and no bus line."""
    found = _AFTER_DWELLING.match(text, start)
    if not found or _NO_HOME.match(found.group()):
        return None
    return found.start() + _idle(found.group()), found.end()


def _idle(street: str) -> int:
    """How many of the first letters belong to the sentence and not to the street."""
    if at_the := re.match(
        rf"(?:In|An|Auf|Vor|Hinter|Bei)[ ]der[ ](?=[{_UP}][\w.-]*(?:(?i:str|gasse|allee|sorge|promenade|chaussee)"
        rf"|[ ][Ss]tr))",
        street,
    ):
        return at_the.end()
    if re.match(r"(?:In|Am|An|Im|Vor|Hinter|Unter|Auf|Zum|Zur|Bei|Über)[ ]de[rmn][ ]", street):
        return 0
    leading = _LEADING.match(street)
    idle = leading.end() if leading and re.match(rf"[{_UP}]", street[leading.end() :]) else 0
    named = _BEFORE_TOWN.match(street, idle)
    return named.end() if named else idle
