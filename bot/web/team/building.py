"""The console from its parts."""

from collections.abc import Callable

from bot.clock import Clock
from bot.ideas.exporting.formats import Place
from bot.ideas.staff_doors import alike_on
from bot.offices import Offices
from bot.settings import Settings
from bot.team.notices import Notices
from bot.team.waiting import Waiting
from bot.texts import TextBook
from bot.web.team.announcements.routes import announcement_pages
from bot.web.team.audit import AuditPage
from bot.web.team.console import Console
from bot.web.team.contests import ContestPages
from bot.web.team.door import Door
from bot.web.team.drawing import Drawing
from bot.web.team.events.routes import event_pages
from bot.web.team.idea_files.routes import idea_file_pages
from bot.web.team.ideas.routes import idea_pages
from bot.web.team.knowledge import KnowledgePages
from bot.web.team.people import PeoplePages
from bot.web.team.questions import QuestionPages
from bot.web.team.routes import table
from bot.web.team.start import StartPage
from bot.web.team.visit import Page
from storage.database import Database


def build_console(
    settings: Settings,
    database: Database,
    clock: Clock,
    textbook: TextBook,
    *,
    offices: Offices,
    waiting: tuple[Waiting, ...],
    bot_name: Callable[[], str | None],
) -> Console:
    """The console with all its pages. `waiting` is what the rooms know of what waits for the staff."""
    pages: list[Page] = []
    office = offices.announcements
    base, texts = settings.public_address, textbook.of("de")
    drawing = Drawing(zone=settings.zone, one_key=settings.one_key, pages=lambda: pages)
    pages += table(
        start=StartPage(drawing=drawing, waiting=waiting, texts=texts, office=office, care=offices.care),
        questions=QuestionPages(drawing=drawing, promises=offices.promises),
        people=PeoplePages(
            drawing=drawing,
            texts=texts,
            notices=Notices(textbook=textbook),
            one_key=settings.one_key,
            bot_name=bot_name,
        ),
        audit=AuditPage(drawing=drawing),
        knowledge=KnowledgePages(drawing=drawing, care=offices.care),
    )
    pages += announcement_pages(drawing, office)
    pages += event_pages(drawing, offices.events, clock)
    pages += idea_pages(drawing, offices.ideas, alike_on(offices.shelf), offices.shelf.bar)
    pages += ContestPages(
        drawing=drawing, zone=settings.zone, tell=offices.ideas.telling.tell, textbook=textbook
    ).pages()
    pages += idea_file_pages(drawing, database, Place(base=base, zone=settings.zone, texts=texts))
    door = Door(database=database, clock=clock, base=base, drawing=drawing, local=settings.telegram_token is None)
    return Console(database=database, clock=clock, base=base, drawing=drawing, door=door, pages=pages)
