"""The report: in plain words, and as a table for a spreadsheet."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bot.announcements.afterwards import count_after
from bot.announcements.lifecycle import State
from bot.announcements.office import Office, occasion_of
from bot.announcements.reaching import LeftOut, What
from bot.announcements.showing import Figures, look, name_of, say_figures, say_moment
from bot.conversation.words import Document
from bot.texts import Texts
from storage import announcement_replies, announcements, occasions
from storage.announcements import AnnouncementRow, FollowupRow
from storage.database import Session
from storage.deliveries import State as Delivered

ENDS = frozenset({*Delivered, *LeftOut, "deleted", "gone", "shown", "delayed", "left", "audience"})
"""What can become of a delivery and has words of its own."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


async def say_report(session: Session, office: Office, texts: Texts, row: AnnouncementRow, now: datetime) -> str:
    """What became of it, why some did not get it, what was done afterwards."""
    figures = await look(session, row, now)
    lines = [name_of(texts, row), texts.say(f"state.{row.state}")]
    if row.begun:
        lines.append(texts.say("report.begun", moment=say_moment(texts, row.begun, office.zone)))
    lines += [*say_figures(texts, figures), texts.say("report.audience", count=figures.audience)]
    for (state, reason), number in sorted((await occasions.count_troubles(session, occasion_of(row))).items()):
        lines.append(f"– {say_end(texts, state)}, {reason}: {number}")
    for followup in await _followups(session, row):
        lines += await _say_followup(session, texts, followup)
    waiting = await announcement_replies.count_waiting(session, row.id)
    lines.append(texts.say("report.replies", count=waiting))
    return "\n".join(lines)


async def table(session: Session, texts: Texts, row: AnnouncementRow, now: datetime) -> Document:
    """The same as CSV: one line for each figure. No person is named in it."""
    figures = await look(session, row, now)
    lines = [
        [texts.say("report.what"), texts.say("report.number")],
        [name_of(texts, row), ""],
        *([say_end(texts, name), str(getattr(figures, name))] for name in Figures.__dataclass_fields__),
        [say_end(texts, "audience"), str(figures.audience)],
    ]
    for (state, reason), number in sorted((await occasions.count_troubles(session, occasion_of(row))).items()):
        lines.append([f"{say_end(texts, state)}: {reason}", str(number)])
    for followup in await _followups(session, row):
        what = f"{texts.say(f'after.{followup.deed}')} {followup.number}"
        counted = await _counted(session, followup)
        lines += [[f"{what}: {say_end(texts, name)}", str(number)] for name, number in sorted(counted.items())]
    return Document(name=f"rundruf-{row.id}.csv", media_type="text/csv", text=write_csv(lines))


def write_csv(lines: Sequence[Sequence[str]]) -> str:
    """Lines as CSV with semicolons, as German spreadsheets read it; what looks like a formula is text. Pure."""
    written = io.StringIO()
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerows(
        [[safe(cell) for cell in line] for line in lines]
    )
    return "\ufeff" + written.getvalue()


def safe(cell: str) -> str:
    """A cell that no spreadsheet calculates. Pure."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


async def _followups(session: Session, row: AnnouncementRow) -> list[FollowupRow]:
    """What was done about it; what nobody has asked for yet is no news."""
    rows = await announcements.followups(session, announcement=row.id)
    return [each for each in rows if each.state not in {State.DRAFT, State.CANCELLED}]


async def _say_followup(session: Session, texts: Texts, followup: FollowupRow) -> list[str]:
    what = texts.say(f"after.{followup.deed}")
    head = texts.say("report.after", what=what, number=followup.number, state=texts.say(f"state.{followup.state}"))
    if followup.state not in {State.SENDING, State.FINISHED}:
        return [head]
    counted = await _counted(session, followup)
    return [head, *(f"– {say_end(texts, name)}: {number}" for name, number in sorted(counted.items()))]


async def _counted(session: Session, followup: FollowupRow) -> dict[str, int]:
    """What became of it, whom it could not reach among them; by the kept sums once it is over."""
    counted = Counter(followup.totals or await count_after(session, followup))
    if followup.deed == What.RECALL and (deleted := counted.pop(Delivered.SENT, 0)):
        counted["deleted"] = deleted
    named = Counter({name.replace(" ", "_"): number for name, number in counted.items()})
    return dict(named + Counter(followup.left_out or {}))


def say_end(texts: Texts, name: str) -> str:
    """What became of a delivery, in words; a reason of Telegram's stays as it is."""
    return texts.say(f"became.{name}") if name in ENDS else name
