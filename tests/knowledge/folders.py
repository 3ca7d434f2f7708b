"""A small content folder in which everything is right, for tests that then spoil it."""

from datetime import date
from pathlib import Path

TODAY = date(2026, 11, 23)
TOPICS = "pilots: {de: Pilotprojekte, en: Pilot projects}\nmoney: {de: Geld, en: Money}\n"
SOURCES = 'S61: {title: "Stadt Gera: Solarbänke", address: "https://gera.de/meldung/solar", date: "17.03.2022"}\n'
BENCHES = """\
---
id: benches
kind: answer
topic: pilots
subject: benches
aspect: overview
title: Die Solarbänke
title_en: The solar benches
label: Solarbänke
label_en: Solar benches
wordings:
  - was sind die solarbänke
  - wie viele solarbänke gibt es
  - bänke mit strom
  - wo lade ich mein handy
  - sitzbank mit solarzelle
  - kann man draußen das telefon aufladen
  - usb im park
  - smarte bank
wordings_en:
  - what are the solar benches
  - how many solar benches are there
  - benches with power
  - charge my phone outside
sources: [S61]
facts: [F-216, L-04, Q-12]
checked: 2026-11-20
valid_until: 2027-05-31
owner: SMARTCity-Team
next: [benches-cost]
related: [hello]
---
In Gera stehen zwei Bänke, die mit Strom aus der Sonne laden. Die Stadt hat sie am
16. März 2022 aufgestellt.

Mehr dazu steht auf gera.de.

## Einfach

In Gera gibt es 2 Solar-Bänke. Dort können Sie Ihr Handy laden. Die Stadt hat die Bänke am 16. März 2022 gebaut.
Mehr lesen Sie auf gera.de.

## English

Gera has two benches that charge phones with power from the sun. The city put them up on 16 March 2022.

There is more on www.gera.de.
"""
COST = """\
---
id: benches-cost
kind: answer
topic: money
subject: benches
aspect: cost
title: Was die Solarbänke kosten
title_en: What the solar benches cost
label: Kosten der Bänke
label_en: Cost of the benches
wordings:
  - was haben die solarbänke gekostet
  - preis einer solarbank
  - sind die bänke teuer
  - wer hat die bänke bezahlt
  - geld für die bänke
  - wie teuer ist so eine bank
  - kosten solarbank
  - was zahlt die stadt für die bänke
wordings_en:
  - what did the solar benches cost
  - price of a bench
  - are the benches expensive
  - who paid for the benches
sources: [S61]
checked: 2026-11-20
owner: SMARTCity-Team
next: [benches]
---
Was die Bänke gekostet haben, steht nicht in den geprüften Quellen.

## Einfach

Das wissen wir nicht. Es steht nicht in unseren Quellen.

## English

What the benches cost is not in the checked sources.
"""
HELLO = """\
---
id: hello
kind: smalltalk
topic: smalltalk
subject: hello
aspect: other
title: Guten Tag
title_en: Hello
label: Begrüßung
label_en: Greeting
wordings: [hallo, hi, guten tag, moin, servus, grüß gott, na, guten abend]
wordings_en: [hello, hey there, good morning, good evening]
checked: 2026-11-20
owner: SMARTCity-Team
---
Guten Tag. Was möchten Sie wissen?

## Einfach

Guten Tag. Was möchten Sie wissen?

## English

Hello. What would you like to know?
"""


def good_folder(path: Path) -> Path:
    """Write the folder: two answers that lead to each other and a greeting."""
    folder = path / "content"
    for name, source in {
        "README.md": "# Einträge schreiben\n",
        "topics.yaml": TOPICS,
        "sources.yaml": SOURCES,
        "pilots/benches.md": BENCHES,
        "money/benches-cost.md": COST,
        "smalltalk/hello.md": HELLO,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(source, encoding="utf-8")
    return folder


def change(folder: Path, old: str, new: str, name: str = "pilots/benches.md") -> Path:
    """Replace one passage of a file, and be sure that it was there."""
    path = folder / name
    source = path.read_text(encoding="utf-8")
    assert old in source, f"{old!r} is not in {name}"
    path.write_text(source.replace(old, new, 1), encoding="utf-8")
    return path
