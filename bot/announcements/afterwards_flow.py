"""The chat of what is done afterwards: the report, correction, note, recall, the replies; and the tick behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.announcements import afterwards, replies, report, sending
from bot.announcements.checking import length, most
from bot.announcements.content import Variant
from bot.announcements.lifecycle import Refusal, State
from bot.announcements.office import Office, content_of, keys_of, tell
from bot.announcements.reaching import What
from bot.announcements.showing import name_of
from bot.clock import Clock
from bot.conversation.routing import Handler, Turn
from bot.conversation.words import Button, Reply, reference
from bot.on_its_own import on_its_own
from knowledge.entries import Language
from storage import announcement_replies, announcements
from storage.announcements import AnnouncementRow, FollowupRow
from storage.database import Database, Session
from storage.staff import StaffRow

MOST_GROUPS = 5
SHOWN = 200
"""Characters of a reply that the list shows."""

log = structlog.get_logger()


async def tick(database: Database, clock: Clock, office: Office) -> None:
    """Corrections, notes and recalls under way: is one over? Raises Unreachable."""
    async with database.reading() as session:
        ids = [(each.id, each.announcement) for each in await announcements.followups(session, states=[State.SENDING])]
    for id, number in ids:
        with on_its_own("followup", id):
            async with database.writing() as session:
                row = await announcements.numbered(session, number)
                followup = await announcements.followup(session, id)
                if row and followup and await afterwards.look_after(session, office, row, followup, clock.now()):
                    await _tell_it_is_over(session, office, row, followup, clock.now())


async def _tell_it_is_over(
    session: Session, office: Office, row: AnnouncementRow, followup: FollowupRow, now: datetime
) -> None:
    for key in await keys_of(session, row):
        texts = await office.texts_for(session, key.address)
        said = texts.say("after.over", what=texts.say(f"after.{followup.deed}"), name=name_of(texts, row))
        button = Button(label=texts.say("button.report"), reference=reference("announce", f"{row.id}:report"))
        await tell(session, key.address, f"over:f{followup.id}", Reply(text=said, buttons=[button]), now)


@dataclass(frozen=True, kw_only=True)
class AfterwardsFlow:
    """The handlers of what is done afterwards."""

    office: Office
    old_button: Handler

    # ----- below an announcement

    async def report(self, turn: Turn, member: StaffRow, row: AnnouncementRow, _: str) -> Sequence[Reply]:
        """What became of it, and what can be done now."""
        say = turn.texts.say
        text = await report.say_report(turn.session, self.office, turn.texts, row, turn.now)
        verbs = {"csv": "button.table", "replies": "button.replies"}
        if row.state in {State.SENDING, State.PAUSED, State.FINISHED, State.CANCELLED}:
            verbs |= {"correct": "button.correct", "recall": "button.recall", "note": "button.note"}
        if row.state == State.FINISHED:
            verbs["uncertain"] = "button.send_again"
        buttons = [
            Button(label=say(label), reference=reference("announce", f"{row.id}:{verb}"))
            for verb, label in verbs.items()
        ]
        return [Reply(text=text, buttons=buttons)]

    async def table(self, turn: Turn, member: StaffRow, row: AnnouncementRow, _: str) -> Sequence[Reply]:
        """The report as CSV."""
        document = await report.table(turn.session, turn.texts, row, turn.now)
        return [Reply(text=turn.texts.say("report.table"), document=document)]

    async def send_again(self, turn: Turn, member: StaffRow, row: AnnouncementRow, _: str) -> Sequence[Reply]:
        """What is uncertain goes out once more."""
        refused = await sending.send_uncertain_again(turn.session, self.office, member, row, turn.now)
        return [_said(turn, refused, "after.sent_again", row)]

    async def correct(self, turn: Turn, member: StaffRow, row: AnnouncementRow, language: str) -> Sequence[Reply]:
        """A correction: of which language, and its new words."""
        return await self._begin(turn, member, row, What.CORRECTION)

    async def note(self, turn: Turn, member: StaffRow, row: AnnouncementRow, language: str) -> Sequence[Reply]:
        """A note to those who got it."""
        return await self._begin(turn, member, row, What.NOTE)

    async def recall(self, turn: Turn, member: StaffRow, row: AnnouncementRow, sure: str) -> Sequence[Reply]:
        """Take it back, after one question."""
        say = turn.texts.say
        if not sure:
            button = Button(label=say("button.recall_yes"), reference=reference("announce", f"{row.id}:recall:yes"))
            return [Reply(text=say("after.recall_sure", name=name_of(turn.texts, row)), buttons=[button])]
        done = await afterwards.recall(turn.session, self.office, member, row, turn.now)
        return [_said(turn, done if isinstance(done, Refusal) else None, "after.recalled", row)]

    async def replies(self, turn: Turn, member: StaffRow, row: AnnouncementRow, _: str) -> Sequence[Reply]:
        """What people replied, in groups of alike."""
        say = turn.texts.say
        waiting = await announcement_replies.waiting(turn.session, row.id)
        groups = replies.group(waiting)
        if not groups:
            return [Reply(text=say("reply.none", name=name_of(turn.texts, row)))]
        upto = waiting[-1].id
        lines = [say("reply.groups", count=len(waiting), groups=len(groups), shown=min(len(groups), MOST_GROUPS))]
        lines += [f"{n}. ({len(each.ids)} ×) {each.text[:SHOWN]}" for n, each in enumerate(groups[:MOST_GROUPS], 1)]
        buttons = [
            Button(
                label=say("button.answer_group", number=number),
                reference=reference("announce", f"{row.id}:answer:{each.leader}:{upto}"),
            )
            for number, each in enumerate(groups[:MOST_GROUPS], start=1)
        ]
        return [Reply(text="\n\n".join(lines), buttons=buttons)]

    async def answer(self, turn: Turn, member: StaffRow, row: AnnouncementRow, which: str) -> Sequence[Reply]:
        """Which group is answered; the words come next."""
        leader, _, upto = which.partition(":")
        if not (leader.isdecimal() and upto.isdecimal()):
            return await self.old_button(turn)
        turn.person.form = f"answer:{row.id}:{which}"
        return [Reply(text=turn.texts.say("reply.ask_answer"))]

    # ----- forms and buttons of their own

    async def answer_words(self, turn: Turn) -> Sequence[Reply]:
        """The words that a group gets."""
        numbers = [int(part) if part.isdecimal() else 0 for part in turn.argument.split(":")]
        row = await announcements.numbered(turn.session, numbers[0])
        if row is None or turn.staff is None or len(numbers) != 3 or not turn.incoming.text:  # noqa: PLR2004 - its parts
            return [Reply(text=turn.texts.say("reply.ask_answer"))]
        turn.person.form = None
        _, leader, upto = numbers
        done = await replies.answer(
            turn.session, self.office, turn.staff, row, turn.now, leader=leader, upto=upto, text=turn.incoming.text
        )
        if isinstance(done, Refusal):
            return [_said(turn, done, "", row)]
        return [Reply(text=turn.texts.say("reply.answered", count=done))]

    async def words(self, turn: Turn) -> Sequence[Reply]:
        """The words of a correction or a note, in one language."""
        followup, row = await self._find(turn)
        language = turn.argument.partition(":")[2]
        if followup is None or row is None or turn.staff is None or language not in list(Language):
            turn.person.form = None
            return [Reply(text=turn.texts.say("announce.nothing_open"))]
        longest = most(picture=bool(row.picture) and followup.deed == What.CORRECTION)
        if not turn.incoming.text or length(turn.incoming.text) > longest:
            count = length(turn.incoming.text)
            return [Reply(text=turn.texts.say("announce.too_long", count=count, most=longest))]
        variant = Variant(text=turn.incoming.text, spans=tuple(turn.incoming.spans))
        refused = await afterwards.set_text(
            turn.session, turn.staff, row, followup, Language(language), variant, turn.now
        )
        if refused:
            return [_said(turn, refused, "", row)]
        turn.person.form = None
        return self._review(turn, row, followup)

    async def button(self, turn: Turn) -> Sequence[Reply]:
        """Language, request, give up."""
        followup, row = await self._find(turn)
        verb, _, argument = turn.argument.partition(":")[2].partition(":")
        if followup is None or row is None or turn.staff is None:
            return await self.old_button(turn)
        if verb == "words" and argument in list(Language):
            turn.person.form = f"after:{followup.id}:{argument}"
            tongue = turn.texts.say(f"tongue.{argument.replace('-', '_')}")
            longest = most(picture=bool(row.picture) and followup.deed == What.CORRECTION)
            return [Reply(text=turn.texts.say("after.ask_words", language=tongue, most=longest))]
        if verb == "request":
            refused = await afterwards.request(turn.session, self.office, turn.staff, row, followup, turn.now)
            return [_said(turn, refused, "after.requested", row)]
        if verb == "drop":
            turn.person.form = None
            refused = await afterwards.decline(turn.session, turn.staff, followup, turn.now)
            return [_said(turn, refused, "after.dropped", row)]
        return await self.old_button(turn)

    async def second_key(self, turn: Turn) -> Sequence[Reply]:
        """Release or decline."""
        followup, row = await self._find(turn)
        mark, _, verb = turn.argument.partition(":")[2].partition(":")
        if followup is None or row is None or turn.staff is None:
            return await self.old_button(turn)
        if verb != "yes":
            refused = await afterwards.decline(turn.session, turn.staff, followup, turn.now)
            return [_said(turn, refused, "announce.you_declined", row)]
        refused = await afterwards.release(turn.session, self.office, turn.staff, row, followup, turn.now, mark=mark)
        return [_said(turn, refused, "after.released", row)]

    async def _begin(self, turn: Turn, member: StaffRow, row: AnnouncementRow, what: What) -> Sequence[Reply]:
        followup = await afterwards.begin(turn.session, member, row, what, turn.now)
        if isinstance(followup, Refusal):
            return [_said(turn, followup, "", row)]
        return [Reply(text=self._head(turn, row, followup), buttons=self._languages(turn, row, followup))]

    def _review(self, turn: Turn, row: AnnouncementRow, followup: FollowupRow) -> Sequence[Reply]:
        content = afterwards.said_after(row, followup)
        previews = [content.reply(Language(language)) for language in followup.texts]
        request = Button(label=turn.texts.say("button.request"), reference=reference("after", f"{followup.id}:request"))
        buttons = [*([request] if "de" in content.variants else []), *self._languages(turn, row, followup)]
        return [*previews, Reply(text=self._head(turn, row, followup), buttons=buttons)]

    def _head(self, turn: Turn, row: AnnouncementRow, followup: FollowupRow) -> str:
        key = "after.correct" if followup.deed == What.CORRECTION else "after.note_how"
        return turn.texts.say(key, name=name_of(turn.texts, row))

    def _languages(self, turn: Turn, row: AnnouncementRow, followup: FollowupRow) -> list[Button]:
        say = turn.texts.say
        open_to: Sequence[Language] = content_of(row).languages if followup.deed == What.CORRECTION else list(Language)
        words: Mapping[str, str] = {f"words:{each}": say(f"tongue.{each.replace('-', '_')}") for each in open_to} | {
            "drop": say("button.drop_draft")
        }
        return [
            Button(label=label, reference=reference("after", f"{followup.id}:{verb}")) for verb, label in words.items()
        ]

    async def _find(self, turn: Turn) -> tuple[FollowupRow | None, AnnouncementRow | None]:
        """The followup that a button or form names and its announcement, which is held first, as everywhere."""
        id = turn.argument.partition(":")[0]
        if not id.isdecimal() or (number := await announcements.announcement_of(turn.session, int(id))) is None:
            return None, None
        row = await announcements.numbered(turn.session, number)
        return await announcements.followup(turn.session, int(id)), row


def _said(turn: Turn, refused: Refusal | None, done: str, row: AnnouncementRow) -> Reply:
    if refused:
        return Reply(text=turn.texts.say(f"refusal.{refused}"))
    return Reply(text=turn.texts.say(done, name=name_of(turn.texts, row)))
