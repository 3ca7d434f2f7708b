"""The message that shows how far an announcement is: both keys get it at the release, and it edits itself."""

import json
import secrets
from datetime import datetime

from bot.announcements.office import Office, keys_of, tell
from bot.announcements.showing import figures_of, look, say_progress
from bot.delivery.kinds import MANNERS, Kind
from storage import deliveries, occasions
from storage.announcements import AnnouncementRow
from storage.database import Session
from storage.deliveries import Planned


def progress_of(row: AnnouncementRow) -> str:
    """The occasion of the message that shows how far it is; its edits begin with the same."""
    return f"progress:{row.id}:{row.run}:"


async def begin_to_show(session: Session, office: Office, row: AnnouncementRow, now: datetime) -> None:
    """The message itself, once for each release."""
    for key in await keys_of(session, row):
        progress = say_progress(await office.texts_for(session, key.address), office, row, figures_of({}, 0))
        await tell(session, key.address, progress_of(row), progress, now, Kind.PROGRESS)


async def show(session: Session, office: Office, row: AnnouncementRow, now: datetime) -> None:
    """Put the present figures into the message that both keys have, if they say anything new."""
    figures = await look(session, row, now)
    for key in await keys_of(session, row):
        first = progress_of(row)
        number = await occasions.message_of(session, first, key.address)
        reply = say_progress(await office.texts_for(session, key.address), office, row, figures)
        said = json.loads(json.dumps(reply.as_data()))
        if number is None or said == await occasions.last_content(session, first, key.address):
            continue
        await occasions.withdraw_edits(session, first, key.address, now)
        edit = Planned(
            occasion=f"{first}{secrets.token_hex(4)}",  # one more edit, whatever the clock says
            address=key.address,
            kind=Kind.PROGRESS,
            reason="staff",
            priority=MANNERS[Kind.PROGRESS].priority,
            not_before=now,
            deed=deliveries.Deed.EDIT,
            content=said,
            message=number,
        )
        await deliveries.plan(session, [edit], now)
