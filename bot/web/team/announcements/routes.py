"""The addresses of the announcements' pages, each with the right it needs."""

from bot.announcements.office import Office
from bot.conversation.rights import Right
from bot.web.team.announcements.afterwards import FOLLOWUPS, FollowupPages
from bot.web.team.announcements.composing import LARGEST, ComposePage, redraw_picture
from bot.web.team.announcements.deeds import DeedPages
from bot.web.team.announcements.desk import PATH, Desk
from bot.web.team.announcements.listing import ListPage
from bot.web.team.announcements.replies import RepliesPage
from bot.web.team.announcements.report import ReportPage
from bot.web.team.announcements.showing import ShowPage
from bot.web.team.drawing import Drawing
from bot.web.team.visit import Page

ONE = f"{PATH}/{{number}}"
FOLLOWUP = f"{FOLLOWUPS}/{{number}}"


def announcement_pages(drawing: Drawing, office: Office) -> list[Page]:
    """Every page of the announcements."""
    desk = Desk(drawing=drawing, office=office)
    listed, shown = ListPage(desk=desk), ShowPage(desk=desk)
    composed, deeds = ComposePage(desk=desk, shown=shown), DeedPages(desk=desk, shown=shown)
    reports, replies = ReportPage(desk=desk, shown=shown), RepliesPage(desk=desk)
    after = FollowupPages(desk=desk, shown=shown)
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
        Page(method="POST", path=f"{ONE}/report", right=write, handler=reports.download),
        Page(method="GET", path=f"{ONE}/replies", right=write, handler=replies.show),
        Page(method="POST", path=f"{ONE}/replies", right=write, handler=replies.answer),
        Page(method="POST", path=f"{ONE}/correction", right=write, handler=after.correct),
        Page(method="POST", path=f"{ONE}/note", right=write, handler=after.note),
        Page(method="POST", path=f"{ONE}/recall", right=write, handler=after.recall),
        Page(method="GET", path=FOLLOWUP, right=write, handler=after.show),
        Page(method="POST", path=FOLLOWUP, right=write, handler=after.save),
        Page(method="POST", path=f"{FOLLOWUP}/request", right=write, handler=after.request),
        Page(method="POST", path=f"{FOLLOWUP}/release", right=second, handler=after.release),
        Page(method="POST", path=f"{FOLLOWUP}/decline", right=write, handler=after.decline),
    ]
