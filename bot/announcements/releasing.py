"""Two keys: the test to oneself, the request, the second person's release, the hold with a stop for both."""

import hashlib
import json
from datetime import datetime

from bot.announcements import lifecycle
from bot.announcements.audience import reach_of
from bot.announcements.checking import find_missing
from bot.announcements.content import Content
from bot.announcements.lifecycle import Deed, Refusal
from bot.announcements.live import begin_to_show, show
from bot.announcements.office import Office, content_of, has_chat, keys_of, member_of, settle, standing_of, tell
from bot.announcements.showing import name_of, say_duration, say_moment
from bot.announcements.targets import names_of
from bot.conversation.rights import Right, may
from bot.conversation.words import Button, Reply, reference
from bot.delivery.kinds import Kind
from bot.texts import Texts
from knowledge.entries import Language
from storage import ledger_questions, staff
from storage.announcements import AnnouncementRow
from storage.database import Session
from storage.deliveries import State as Delivered
from storage.staff import StaffRow


async def test(
    session: Session, office: Office, member: StaffRow, row: AnnouncementRow, now: datetime
) -> Refusal | None:
    """Send this version to its author, in every language, by the road that all will go."""
    if row.photo or find_missing(content_of(row)):
        return Refusal.INCOMPLETE
    new = lifecycle.test(standing_of(row), member_of(member))
    tried = {"texts": row.texts, "picture": row.picture, "link": row.link}
    refused = await settle(session, row, new, now, who=member.id, deed="tested", tried=tried)
    if refused is None:
        content = content_of(row)
        for language in content.languages:
            occasion = f"{_tests(row, language)}{int(now.timestamp())}"  # two clicks in a second are one test
            await tell(session, member.address, occasion, content.reply(language), now)
    return refused


async def request(
    session: Session, office: Office, member: StaffRow, row: AnnouncementRow, now: datetime
) -> Refusal | None:
    """Ask for the release of this version: all who may be its second key get the exact messages, and two buttons."""
    content = content_of(row)
    if row.photo or find_missing(content):
        return Refusal.INCOMPLETE
    new = lifecycle.request(standing_of(row), member_of(member))
    if not isinstance(new, Refusal):
        new = await _test_arrived(session, row, content, member.address) or new
    refused = await settle(session, row, new, now, who=member.id, deed="requested")
    if refused:
        return refused
    for colleague in await staff.everybody(session):
        if may(colleague.role, Right.RELEASE) and (office.one_key or colleague.id != row.author):
            await _ask(session, office, colleague, member, row, now)
    return None


async def decline(
    session: Session, office: Office, member: StaffRow, row: AnnouncementRow, now: datetime, *, version: int
) -> Refusal | None:
    """The second person says no: it is a draft again, and the author is told."""
    standing = standing_of(row)
    new = lifecycle.step(Deed.DECLINE, standing, member_of(member), one_key=office.one_key)
    if version != standing.version:
        new = Refusal.CHANGED
    refused = await settle(session, row, new, now, who=member.id, deed="declined")
    if refused is None:
        await _tell_author(session, office, row, "announce.declined", f"declined:{row.id}:{row.version}", now)
    return refused


async def release(
    session: Session,
    office: Office,
    member: StaffRow,
    row: AnnouncementRow,
    now: datetime,
    *,
    version: int,
    word: str = "",
) -> Refusal | None:
    """The second key turns. `version` is the one that was seen; an emergency needs the `word`. Then the hold begins,
    and both get the message that shows how far it is."""
    new = lifecycle.release(
        standing_of(row), member_of(member), version=version, word=word, one_key=office.one_key, now=now
    )
    refused = await settle(session, row, new, now, who=member.id, deed="released", shown=now, trouble=None)
    if refused:
        return refused
    await begin_to_show(session, office, row, now)
    return None


async def stop(
    session: Session, office: Office, member: StaffRow, row: AnnouncementRow, now: datetime
) -> Refusal | None:
    """Before the first message has left: it is a draft again, and both are told."""
    new = lifecycle.step(Deed.STOP, standing_of(row), member_of(member))
    refused = await settle(session, row, new, now, who=member.id, deed="stopped", shown=None)
    if refused is None:
        await show(session, office, row, now)
        for key in await keys_of(session, row):
            texts = await office.texts_for(session, key.address)
            said = Reply(text=texts.say("announce.stopped", name=name_of(texts, row)))
            await tell(session, key.address, f"stopped:{row.id}:{row.run}", said, now, Kind.PROGRESS)
    return refused


async def say_audience(session: Session, office: Office, texts: Texts, row: AnnouncementRow, now: datetime) -> str:
    """Who gets it, how many, when, for how long."""
    reach = await reach_of(session, office, row, now)
    whom = ", ".join(await names_of(session, office, texts, row.topics or ()))
    if row.kind == Kind.EMERGENCY or not whom:
        whom = texts.say("audience.all")
    starts = say_moment(texts, row.starts, office.zone) if row.starts else texts.say("announce.at_once")
    return texts.say(
        "announce.audience",
        whom=whom,
        people=reach.people,
        digest=reach.digest,
        quiet=reach.quiet,
        duration=say_duration(texts, reach.takes),
        starts=starts,
    )


async def _ask(
    session: Session, office: Office, colleague: StaffRow, author: StaffRow, row: AnnouncementRow, now: datetime
) -> None:
    texts = await office.texts_for(session, colleague.address)
    content, occasion = content_of(row), f"release:{row.id}:{row.version}:{int(now.timestamp())}:"
    for language in content.languages:
        await tell(session, colleague.address, f"{occasion}{language}", content.reply(language), now)
    lines = [
        texts.say("announce.asked", author=author.name, name=name_of(texts, row), count=len(content.languages)),
        await say_audience(session, office, texts, row, now),
    ]
    if office.one_key:
        lines.append(texts.say("announce.one_key"))
    keys = {"yes": "button.release", "no": "button.decline"}
    buttons = [
        Button(label=texts.say(label), reference=reference("release", f"{row.id}:{row.version}:{verb}"))
        for verb, label in keys.items()
    ]
    await tell(session, colleague.address, f"{occasion}ask", Reply(text="\n\n".join(lines), buttons=buttons), now)


async def _test_arrived(session: Session, row: AnnouncementRow, content: Content, address: str) -> Refusal | None:
    """Whether the test of this version has really arrived, in every language: Telegram may refuse its words."""
    if not has_chat(address):
        return None  # who has no chat has seen it on the page that asks
    worst = None
    for language in content.languages:
        tests = _tests(row, language)
        states = [state for state, _ in await ledger_questions.states_of(session, tests, address)]
        if Delivered.SENT in states:
            continue
        if Delivered.FAILED in states:
            return Refusal.TEST_FAILED
        worst = Refusal.TEST_UNDERWAY if states else Refusal.UNTESTED
    return worst


def _tests(row: AnnouncementRow, language: Language) -> str:
    """The occasions of the tests of these very words: a new time or audience needs no new test."""
    said = json.dumps([row.texts, row.picture, row.link], sort_keys=True)
    return f"announcement-test:{row.id}:{hashlib.sha256(said.encode()).hexdigest()[:12]}:{language}:"


async def _tell_author(
    session: Session, office: Office, row: AnnouncementRow, key: str, occasion: str, now: datetime
) -> None:
    if author := await staff.numbered(session, row.author):
        texts = await office.texts_for(session, author.address)
        await tell(session, author.address, occasion, Reply(text=texts.say(key, name=name_of(texts, row))), now)
