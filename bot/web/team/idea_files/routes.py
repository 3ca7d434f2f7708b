"""The addresses of these pages, each with the right it needs."""

from bot.conversation.rights import Right
from bot.ideas.exporting.formats import Place
from bot.web.team.drawing import Drawing
from bot.web.team.idea_files.exports import PATH as FILES
from bot.web.team.idea_files.exports import ExportPages
from bot.web.team.idea_files.paper import PATH as PAPER
from bot.web.team.idea_files.paper import SENT, PaperPages
from bot.web.team.visit import Page
from storage.database import Database


def idea_file_pages(drawing: Drawing, database: Database, place: Place) -> list[Page]:
    """Every page of ideas that come from paper or leave as a file."""
    paper = PaperPages(drawing=drawing, texts=place.texts, base=place.base)
    exports, right = ExportPages(drawing=drawing, database=database, place=place), Right.MODERATE
    return [
        Page(method="GET", path=PAPER, right=right, handler=paper.show, label="Vom Papier"),
        Page(method="POST", path=PAPER, right=right, handler=paper.one),
        Page(
            method="POST",
            path=f"{PAPER}/table",
            right=right,
            handler=paper.many,
            largest=SENT,
            prepare=paper.prepare,
        ),
        Page(method="GET", path=FILES, right=right, handler=exports.show, label="Dateien"),
        Page(method="POST", path=FILES, right=right, handler=exports.fetch),
    ]
