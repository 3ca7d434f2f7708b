"""The addresses of the pages of ideas, each with the right it needs."""

from bot.conversation.rights import Right
from bot.ideas.moderating import Alike
from bot.ideas.office import IdeaOffice
from bot.web.team.drawing import Drawing
from bot.web.team.ideas.desk import PATH, Desk
from bot.web.team.ideas.listing import ListPage
from bot.web.team.ideas.showing import ShowPage
from bot.web.team.ideas.wording import PATH as WORDS
from bot.web.team.ideas.wording import WordsPage
from bot.web.team.visit import Page

ONE = f"{PATH}/{{number}}"


def idea_pages(drawing: Drawing, office: IdeaOffice, alike: Alike, bar: float) -> list[Page]:
    """Every page of the ideas."""
    desk = Desk(drawing=drawing, office=office, alike=alike, bar=bar)
    listed, shown, words = ListPage(desk=desk), ShowPage(desk=desk), WordsPage(desk=desk)
    right = Right.MODERATE
    return [
        Page(method="GET", path=PATH, right=right, handler=listed.show, label="Ideen"),
        Page(method="POST", path=PATH, right=right, handler=listed.bulk),
        Page(method="GET", path=ONE, right=right, handler=shown.show),
        Page(method="GET", path=f"{ONE}/picture", right=right, handler=shown.picture),
        Page(method="GET", path=f"{ONE}/merge", right=right, handler=shown.merge),
        Page(method="POST", path=f"{ONE}/ruling", right=right, handler=shown.rule),
        Page(method="POST", path=f"{ONE}/act/{{act}}", right=right, handler=shown.act),
        Page(method="GET", path=WORDS, right=right, handler=words.show),
        Page(method="POST", path=WORDS, right=right, handler=words.keep),
        Page(method="POST", path=f"{WORDS}/drop", right=right, handler=words.drop),
        Page(method="POST", path=f"{WORDS}/news", right=right, handler=words.spread),
    ]
