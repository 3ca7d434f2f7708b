"""The addresses of the events' pages. Whoever may write announcements may run events."""

from bot.clock import Clock
from bot.conversation.rights import Right
from bot.events.office import EventsOffice
from bot.web.team.drawing import Drawing
from bot.web.team.events.deeds import DeedPages
from bot.web.team.events.desk import PATH, Desk
from bot.web.team.events.editing import EditPages
from bot.web.team.events.importing import LARGEST_FORM, ImportPages, reading
from bot.web.team.events.listing import ListPage
from bot.web.team.events.rehearsal import RehearsalPage
from bot.web.team.events.showing import ShowPage
from bot.web.team.visit import Page

ONE = f"{PATH}/{{number}}"


def event_pages(drawing: Drawing, office: EventsOffice, clock: Clock) -> list[Page]:
    """Every page of the events; those with a name of their own before those with a number."""
    desk, right = Desk(drawing=drawing, office=office), Right.COMPOSE
    listed, shown, edited = ListPage(desk=desk), ShowPage(desk=desk), EditPages(desk=desk)
    deeds, files, rehearsal = DeedPages(desk=desk, shown=shown), ImportPages(desk=desk), RehearsalPage(desk=desk)
    return [
        Page(method="GET", path=PATH, right=right, handler=listed.show, label="Termine"),
        Page(method="GET", path=f"{PATH}/new", right=right, handler=edited.new),
        Page(method="POST", path=f"{PATH}/new", right=right, handler=edited.create),
        Page(method="GET", path=f"{PATH}/import", right=right, handler=files.show),
        Page(
            method="POST",
            path=f"{PATH}/import",
            right=right,
            handler=files.send,
            largest=LARGEST_FORM,
            prepare=reading(desk, clock),
        ),
        Page(method="GET", path=f"{PATH}/import/template", right=right, handler=files.template),
        Page(method="GET", path=f"{PATH}/rehearsal", right=right, handler=rehearsal.show),
        Page(method="GET", path=ONE, right=right, handler=shown.show),
        Page(method="GET", path=f"{ONE}/edit", right=right, handler=edited.edit),
        Page(method="POST", path=f"{ONE}/edit", right=right, handler=edited.save),
        Page(method="GET", path=f"{ONE}/results", right=right, handler=edited.results),
        Page(method="POST", path=f"{ONE}/results", right=right, handler=edited.close),
        Page(method="POST", path=f"{ONE}/announce", right=right, handler=deeds.announce),
        Page(method="POST", path=f"{ONE}/move", right=right, handler=deeds.move),
        Page(method="POST", path=f"{ONE}/cancel", right=right, handler=deeds.cancel),
        Page(method="POST", path=f"{ONE}/restore", right=right, handler=deeds.restore),
        Page(method="POST", path=f"{ONE}/check-in", right=right, handler=deeds.check_in),
    ]
