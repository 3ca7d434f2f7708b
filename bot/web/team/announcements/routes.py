"""The addresses of the announcements' pages, each with the right it needs."""

from bot.announcements.office import Office
from bot.conversation.rights import Right
from bot.web.team.announcements.composing import LARGEST, ComposePage, redraw_picture
from bot.web.team.announcements.deeds import DeedPages
from bot.web.team.announcements.desk import PATH, Desk
from bot.web.team.announcements.listing import ListPage
from bot.web.team.announcements.showing import ShowPage
from bot.web.team.drawing import Drawing
from bot.web.team.visit import Page

ONE = f"{PATH}/{{number}}"


def announcement_pages(drawing: Drawing, office: Office) -> list[Page]:
    """Every page of the announcements."""
    desk = Desk(drawing=drawing, office=office)
    listed, composed, shown = ListPage(desk=desk), ComposePage(desk=desk), ShowPage(desk=desk)
    deeds = DeedPages(desk=desk, shown=shown)
    write, second = Right.COMPOSE, Right.RELEASE
    return [
        Page(method="GET", path=PATH, right=write, handler=listed.show, label="Rundrufe"),
        Page(method="POST", path=PATH, right=write, handler=listed.begin),
        Page(method="GET", path=ONE, right=write, handler=shown.show),
        Page(method="GET", path=f"{ONE}/edit", right=write, handler=composed.edit),
        Page(
            method="POST",
            path=f"{ONE}/edit",
            right=write,
            handler=composed.save,
            largest=LARGEST,
            prepare=redraw_picture,
        ),
        Page(method="GET", path=f"{ONE}/picture", right=write, handler=composed.picture),
        Page(method="POST", path=f"{ONE}/discard", right=write, handler=composed.discard),
        Page(method="POST", path=f"{ONE}/test", right=write, handler=deeds.test),
        Page(method="POST", path=f"{ONE}/request", right=write, handler=deeds.request),
        Page(method="POST", path=f"{ONE}/release", right=second, handler=deeds.release),
        Page(method="POST", path=f"{ONE}/decline", right=second, handler=deeds.decline),
        Page(method="POST", path=f"{ONE}/stop", right=write, handler=deeds.stop),
        Page(method="POST", path=f"{ONE}/pause", right=write, handler=deeds.pause),
        Page(method="POST", path=f"{ONE}/resume", right=write, handler=deeds.resume),
        Page(method="POST", path=f"{ONE}/cancel", right=write, handler=deeds.cancel),
        Page(method="POST", path=f"{ONE}/again", right=write, handler=deeds.send_again),
    ]
