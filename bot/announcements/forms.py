"""Composing in the chat, step by step: what was typed goes into the row at once, and the next step is asked.

The open form is `announce:<id>:<step>`, so that drafts survive restarts and any number of them may lie open.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.announcements import composing
from bot.announcements.calendar import look_ahead, say_calendar
from bot.announcements.checking import LONGEST_ALT, length, most, read_link
from bot.announcements.content import Variant
from bot.announcements.lifecycle import Refusal, State
from bot.announcements.office import Office, content_of
from bot.announcements.releasing import say_audience
from bot.announcements.scheduling import read_moment
from bot.announcements.showing import name_of
from bot.announcements.steps import (
    ALT,
    LINK,
    PICTURE,
    REVIEW,
    TEXTS,
    TOPICS,
    WHEN,
    Step,
    after,
    ask,
    is_step,
    unfinished,
)
from bot.announcements.targets import short, targets
from bot.conversation.routing import Turn
from bot.conversation.words import Attachment, Button, Reply, reference
from bot.texts import Texts
from knowledge.entries import Language
from storage import announcements
from storage.announcements import AnnouncementRow
from storage.staff import StaffRow


@dataclass(frozen=True, kw_only=True)
class Forms:
    """The steps of a draft in the chat."""

    office: Office

    async def take(self, turn: Turn) -> Sequence[Reply]:
        """What was typed or sent at a step."""
        id, _, step = turn.argument.partition(":")
        row = await announcements.numbered(turn.session, int(id))
        if row is None or turn.staff is None or row.state not in {State.DRAFT, State.REQUESTED}:
            turn.person.form = None
            return [Reply(text=turn.texts.say("announce.nothing_open"))]
        if turn.incoming.attachment and not turn.incoming.text and step != PICTURE:
            return [ask(turn.texts, row, step, turn.texts.say("announce.only_text"))]
        takers = {PICTURE: self._picture, LINK: self._link, WHEN: self._when}
        if step in takers:
            return await takers[step](turn, turn.staff, row)
        language = Step(name=step).language
        if language is None:
            return await self.go(turn, row, step)
        take = self._alt if step.startswith(ALT) else self._text
        return await take(turn, turn.staff, row, language)

    async def resume(self, turn: Turn, row: AnnouncementRow) -> Sequence[Reply]:
        """Where this draft was left: at what is missing, else at the review."""
        return await self.go(turn, row, unfinished(row) or REVIEW)

    async def go(self, turn: Turn, row: AnnouncementRow, step: str) -> Sequence[Reply]:
        """Ask this step."""
        if step == REVIEW or not is_step(row, step):
            missing = unfinished(row)
            return await self.review(turn, row) if missing is None else await self.go(turn, row, missing)
        turn.person.form = f"announce:{row.id}:{step}"
        if step == TOPICS:
            return [await self._topics(turn, row)]
        if step == WHEN:
            days = await look_ahead(turn.session, self.office, row, turn.now)
            return [_ask_when(turn.texts, row, say_calendar(turn.texts, days))]
        return [ask(turn.texts, row, step)]

    async def skip(self, turn: Turn, member: StaffRow, row: AnnouncementRow, step: str) -> Sequence[Reply]:
        """Leave a step as it is."""
        return await self.go(turn, row, after(row, step)) if row.author == member.id else [self._refused(turn)]

    async def take_away(self, turn: Turn, member: StaffRow, row: AnnouncementRow, step: str) -> Sequence[Reply]:
        """Take away what stands at a step."""
        if step in TEXTS and step != Language.GERMAN:
            refused = await composing.set_text(turn.session, member, row, Language(step), None, turn.now)
        elif step == PICTURE:
            refused = await composing.set_photo(turn.session, member, row, None, turn.now)
        elif step == LINK:
            refused = await composing.set_link(turn.session, member, row, None, turn.now)
        else:
            refused = Refusal.NOT_NOW
        return [self._refused(turn, refused)] if refused else await self.go(turn, row, after(row, step))

    async def review(self, turn: Turn, row: AnnouncementRow) -> Sequence[Reply]:
        """The messages as they will be, then what is known of them, then what can be done."""
        turn.person.form = None
        say, content = turn.texts.say, content_of(row)
        lines = [
            say("announce.review", name=name_of(turn.texts, row), version=row.version),
            await say_audience(turn.session, self.office, turn.texts, row, turn.now),
            say("announce.again_yes" if row.again else "announce.again_no"),
        ]
        if row.photo:
            lines.append(say("announce.picture_underway"))
        tested = row.tested == row.version
        lines.append(say("announce.is_tested" if tested else "announce.is_untested"))
        if self.office.one_key:
            lines.append(say("announce.one_key"))
        verbs = {"request": "button.request"} if tested and row.state == State.DRAFT else {"test": "button.test"}
        if row.state == State.REQUESTED:
            verbs = {}
        verbs |= {
            f"step:{TEXTS[0]}": "button.change", f"step:{WHEN}": "button.choose_time", "again": "button.uncertain",
            "leave": "button.interrupt",
        }  # fmt: skip
        buttons = [
            Button(label=say(label), reference=reference("announce", f"{row.id}:{verb}"))
            for verb, label in verbs.items()
        ]
        previews = [content.reply(language) for language in content.languages]
        return [*previews, Reply(text="\n\n".join(lines), buttons=buttons)]

    async def _text(self, turn: Turn, member: StaffRow, row: AnnouncementRow, language: Language) -> Sequence[Reply]:
        incoming, longest = turn.incoming, most(picture=bool(row.picture or row.photo))
        if length(incoming.text) > longest:
            problem = turn.texts.say("announce.too_long", count=length(incoming.text), most=longest)
            return [ask(turn.texts, row, language, problem)]
        variant = Variant(text=incoming.text, spans=tuple(incoming.spans))
        refused = await composing.set_text(turn.session, member, row, language, variant, turn.now)
        return await self._next(turn, row, language, refused)

    async def _alt(self, turn: Turn, member: StaffRow, row: AnnouncementRow, language: Language) -> Sequence[Reply]:
        alt = " ".join(turn.incoming.text.split())
        if length(alt) > LONGEST_ALT:
            problem = turn.texts.say("announce.too_long", count=length(alt), most=LONGEST_ALT)
            return [ask(turn.texts, row, f"{ALT}{language}", problem)]
        refused = await composing.set_alt(turn.session, member, row, language, alt, turn.now)
        return await self._next(turn, row, f"{ALT}{language}", refused)

    async def _picture(self, turn: Turn, member: StaffRow, row: AnnouncementRow) -> Sequence[Reply]:
        incoming = turn.incoming
        if incoming.attachment is not Attachment.PHOTO or not incoming.photo:
            return [ask(turn.texts, row, PICTURE, turn.texts.say("announce.only_photo"))]
        refused = await composing.set_photo(turn.session, member, row, incoming.photo, turn.now)
        return await self._next(turn, row, PICTURE, refused)

    async def _link(self, turn: Turn, member: StaffRow, row: AnnouncementRow) -> Sequence[Reply]:
        link = read_link(turn.incoming.text)
        if link is None:
            return [ask(turn.texts, row, LINK, turn.texts.say("announce.no_link"))]
        refused = await composing.set_link(turn.session, member, row, link, turn.now)
        return await self._next(turn, row, LINK, refused)

    async def _when(self, turn: Turn, member: StaffRow, row: AnnouncementRow) -> Sequence[Reply]:
        starts = read_moment(turn.incoming.text, turn.now, self.office.zone)
        if starts is None:
            return [_ask_when(turn.texts, row, turn.texts.say("announce.no_moment"))]
        refused = await composing.set_starts(turn.session, member, row, starts, turn.now)
        return [self._refused(turn, refused)] if refused else await self.review(turn, row)

    async def _next(self, turn: Turn, row: AnnouncementRow, step: str, refused: Refusal | None) -> Sequence[Reply]:
        return [self._refused(turn, refused)] if refused else await self.go(turn, row, after(row, step))

    async def _topics(self, turn: Turn, row: AnnouncementRow) -> Reply:
        texts, chosen = turn.texts, set(row.topics or ())
        labels = {"": texts.say("audience.all"), **await targets(turn.session, self.office, texts, turn.now)}
        marked = {topic: (topic in chosen) if topic else not chosen for topic in labels}
        buttons = [
            Button(
                label=f"✓ {short(label)}" if marked[topic] else short(label),
                reference=reference("announce", f"{row.id}:topic:{topic}"),
            )
            for topic, label in labels.items()
        ]
        names = ", ".join(label for topic, label in labels.items() if marked[topic])
        done = Button(label=texts.say("button.onward"), reference=reference("announce", f"{row.id}:step:{REVIEW}"))
        return Reply(text=texts.say("step.topics", chosen=names), buttons=[*buttons, done])

    def _refused(self, turn: Turn, refused: Refusal = Refusal.NOT_YOURS) -> Reply:
        return Reply(text=turn.texts.say(f"refusal.{refused}"))


def _ask_when(texts: Texts, row: AnnouncementRow, before: str) -> Reply:
    buttons = [
        Button(label=texts.say("button.after_release"), reference=reference("announce", f"{row.id}:now")),
        Button(label=texts.say("button.back"), reference=reference("announce", f"{row.id}:step:{REVIEW}")),
    ]
    return Reply(text=f"{before}\n\n{texts.say('step.when')}", buttons=buttons)
