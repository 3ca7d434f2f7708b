"""Handing in an idea in the chat: what is typed, sent and changed while the form is open, and how it opens and closes.

What was typed so far lies in the draft, the step too: a restart, a question in between, another language or another
device change nothing of it. Buttons of the form are in `pressing.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.routing import Handler, Listener, Turn
from bot.conversation.words import Attachment, Button, Reply, reference
from bot.ideas.alike import NEW_WORDS, ask_to_join, mark_shown, meant_by, similar_to
from bot.ideas.drafting import LONGEST_TEXT, Fault, field_of_message, look_at_words, put_text, step_of
from bot.ideas.filling import fill_in, follow_edit
from bot.ideas.form_steps import Step, after, after_words, is_blacked_out, moved_by
from bot.ideas.offering import Offer, hear_offer, is_idea_or_defect_or_question, looks_like_question
from bot.ideas.one_idea import offer_change
from bot.ideas.placing import ask_about_place
from bot.ideas.pseudonyms import draw_pseudonym
from bot.ideas.screens import Seen, say_leaving, say_step
from bot.ideas.shelf import IdeaShelf
from storage import contests, idea_drafts, ideas
from storage.contests import ContestRow
from storage.idea_drafts import IdeaDraftRow
from storage.ideas import IdeaRow

FORM = "hand_in"
AS_IT_IS = "as-it-is"
BEGIN = "idee"
"""What the deep link into the private conversation says behind /start."""
SHORT = 160
"""Characters up to which a text may be a question asked in between; an idea that asks is longer or finds no answer."""
A_WHOLE_MESSAGE = 4000
REST_COMES_WITHIN = 10
"""Seconds after a message as long as Telegram takes them: what comes then is the rest of it."""
STOP_WORDS = frozenset({"abbrechen", "abbruch", "stopp", "stop", "cancel", "aufhören"})


@dataclass(frozen=True, kw_only=True)
class HandingIn:
    """The form. `question` answers what is asked in between, `sure` only what has a certain answer, `aside` what is
    said about one's registrations; they are other rooms', handed in where the parts are put together."""

    zone: ZoneInfo
    shelf: IdeaShelf
    question: Handler
    sure: Listener
    aside: Listener

    async def begin(self, turn: Turn) -> Sequence[Reply]:
        """`/idee`, with or without the idea behind it; goes on where a draft was left."""
        if turn.incoming.group:
            return [in_private(turn)]
        draft = await self.draft_of(turn)
        if draft is not None:
            turn.person.form = f"{FORM}:"
            note = "handing.draft_first" if turn.argument else "handing.goes_on"
            return [await self.screen(turn, draft, turn.texts.say(note))]
        draft = await self._new(turn)
        if turn.argument and turn.argument != BEGIN:
            return await self.take_text(turn, draft, turn.argument)
        return [await self.screen(turn, draft)]

    async def begin_with(self, turn: Turn, *, photo: str | None = None, words: str = "") -> Sequence[Reply]:
        """A yes to the offer of an idea with this photo, or with these words; without either it is asked for."""
        say, draft = turn.texts.say, await self.draft_of(turn)
        if draft is not None:
            turn.person.form = f"{FORM}:"
            if photo is None:
                return [await self.screen(turn, draft, say("handing.draft_first"))]
            draft.photo = photo
            return [await self.screen(turn, draft, say("handing.photo_taken"))]
        draft = await self._new(turn)
        draft.photo = photo
        if words:
            return await self.take_text(turn, draft, words)
        return [await self.screen(turn, draft, say("handing.photo_taken") if photo else say("handing.once_more"))]

    async def heard(self, turn: Turn) -> Sequence[Reply] | None:
        """A listener: free text that brings or announces an idea; a picture with words; a message that became a draft
        or an idea, edited."""
        incoming = turn.incoming
        if incoming.edited and not incoming.group:
            return await self._edited_afterwards(turn)
        is_picture = incoming.attachment is Attachment.PHOTO and is_idea_or_defect_or_question(incoming.text)
        offer = hear_offer(incoming.text)
        if incoming.group or not (is_picture or offer):
            return None
        draft = await self.draft_of(turn)
        if draft is not None:
            turn.person.form = f"{FORM}:"
            return [await self.screen(turn, draft, turn.texts.say("handing.draft_first"))]
        draft = await self._new(turn)
        if is_picture:
            return await self._picture_with_words(turn, draft)
        if offer is not Offer.BRINGS:
            return [await self.screen(turn, draft)]
        return await self.take_text(turn, draft, incoming.text, note=turn.texts.say("handing.understood"))

    async def typed(self, turn: Turn) -> Sequence[Reply]:
        """Whatever comes while the form is open."""
        draft = await self.draft_of(turn)
        incoming = turn.incoming
        if draft is None:  # nobody has touched it for 14 days
            turn.person.form = None
            return await self.question(replace(turn, argument=incoming.text))
        draft.touched = turn.now
        if incoming.edited:
            return await self._edited(turn, draft)
        if incoming.text.strip(" .!").casefold() in STOP_WORDS:
            return [say_leaving(turn.texts)]
        if incoming.attachment is not None:
            return await self._attached(turn, draft)
        return await self._words(turn, draft)

    async def leave(self, turn: Turn) -> Sequence[Reply]:
        """`/abbrechen`: keep the draft or throw it away? Nothing changes before the answer."""
        if await self.draft_of(turn) is None:
            turn.person.form = None
            return [Reply(text=turn.texts.say("form.nothing_open"))]
        return [say_leaving(turn.texts)]

    async def screen(self, turn: Turn, draft: IdeaDraftRow, problem: str = "", page: int | None = None) -> Reply:
        """Where the draft stands. With nothing similar (any more) the look at it is left out, without a contest the
        question about it."""
        similar: Sequence[tuple[IdeaRow, bool]] = ()
        if step_of(draft) in {Step.ALREADY, Step.SIMILAR}:
            similar = await similar_to(self.shelf, turn, draft)
            if not similar:
                draft.step = after(step_of(draft))
        contest = await self._contest(turn, draft)
        return say_step(turn.texts, draft, Seen(similar=similar, contest=contest, page=page), problem)

    async def draft_of(self, turn: Turn) -> IdeaDraftRow | None:
        """The person's draft."""
        return await idea_drafts.of(turn.session, turn.incoming.address)

    async def take_text(
        self, turn: Turn, draft: IdeaDraftRow, typed: str, *, as_it_is: bool = False, note: str = ""
    ) -> Sequence[Reply]:
        """The idea's words. The guard looks at them before anything is stored."""
        say = turn.texts.say
        looked = look_at_words(typed, as_it_is=as_it_is, longest=LONGEST_TEXT)
        if isinstance(looked, Fault):
            if looked is Fault.TOO_LONG and len(typed) >= A_WHOLE_MESSAGE:
                draft.messages = {**draft.messages, "rest": turn.now.isoformat()}
            said = say("handing.too_long", count=len(typed), most=LONGEST_TEXT)
            return [await self.screen(turn, draft, said if looked is Fault.TOO_LONG else say("handing.no_words"))]
        turn.person.form = f"{FORM}:"
        put_text(draft, looked, message=turn.incoming.message, otherwise=turn.texts.language)
        asked = "kind" in draft.messages
        draft.step = after_words(draft.text, blacked_out=looked.is_blacked_out, asked=asked)
        if draft.step == Step.KIND:
            draft.messages = {**draft.messages, "kind": "asked"}
        forwarded = say("handing.forwarded") if turn.incoming.forwarded else ""
        return [await self.screen(turn, draft, "\n\n".join(part for part in (note, forwarded) if part))]

    async def _words(self, turn: Turn, draft: IdeaDraftRow) -> Sequence[Reply]:
        text, step = turn.incoming.text, step_of(draft)
        if step is Step.TEXT or (step is Step.GUARD and turn.argument == AS_IT_IS):
            return await self._idea(turn, draft)
        if step in {Step.ALREADY, Step.SIMILAR} and (reply := await self._chosen(turn, draft)) is not None:
            return [reply]
        if (meant := moved_by(text, step)) is not None:
            draft.step = meant
            return [await self.screen(turn, draft)]
        if looks_like_question(text):
            answer = await self.sure(turn) if step is Step.TITLE else await self.question(turn)
            if answer is not None:
                return [*answer, await self.screen(turn, draft, turn.texts.say("handing.still_there"))]
        if step is not Step.TITLE and (answer := await self.aside(turn)) is not None:
            return [*answer, await self.screen(turn, draft, turn.texts.say("handing.still_there"))]
        said = fill_in(turn.texts, draft, step, text, turn.incoming.message)
        if not said:
            draft.step = after(step)
            said = turn.texts.say("handing.titled", title=draft.title) if step is Step.TITLE else ""
        return [await self.screen(turn, draft, said)]

    async def new_after_all(self, turn: Turn, draft: IdeaDraftRow) -> Reply:
        """None of the similar ideas is theirs: on, and none of these is shown again."""
        mark_shown(draft, await similar_to(self.shelf, turn, draft))
        draft.step = after(step_of(draft))
        return await self.screen(turn, draft)

    async def _chosen(self, turn: Turn, draft: IdeaDraftRow) -> Reply | None:
        """What is typed below similar ideas: that theirs is new, or which of them they join."""
        typed = turn.incoming.text
        if typed.strip(" .!").casefold() in NEW_WORDS:
            return await self.new_after_all(turn, draft)
        idea = meant_by(typed, await similar_to(self.shelf, turn, draft))
        return None if idea is None else await ask_to_join(turn, draft, idea, self.zone)

    async def _idea(self, turn: Turn, draft: IdeaDraftRow) -> Sequence[Reply]:
        """Its words, if they are no question that was asked before them."""
        text = turn.incoming.text
        if turn.argument == AS_IT_IS:
            return await self.take_text(turn, draft, text, as_it_is=True)
        if self._is_rest(turn, draft):
            return [await self.screen(turn, draft, turn.texts.say("handing.rest_of_long"))]
        if len(text) <= SHORT and looks_like_question(text) and (answer := await self.sure(turn)) is not None:
            return [*answer, await self.screen(turn, draft, turn.texts.say("handing.was_question"))]
        return await self.take_text(turn, draft, text)

    async def _attached(self, turn: Turn, draft: IdeaDraftRow) -> Sequence[Reply]:
        """Something that is not only text. Of a picture its name at the face is kept, of all else nothing."""
        say, incoming, step = turn.texts.say, turn.incoming, step_of(draft)
        if incoming.place is not None:
            return [ask_about_place(turn.texts, incoming.place)]
        if incoming.attachment is not Attachment.PHOTO or incoming.photo is None:
            contact = incoming.attachment is Attachment.CONTACT
            hint = say("attachment.contact" if contact else "handing.only_words")
            return [await self.screen(turn, draft, hint)]
        draft.photo = incoming.photo
        taken = say("handing.album_taken" if incoming.album else "handing.photo_taken")
        if step is Step.TEXT and incoming.text:
            return await self.take_text(turn, draft, incoming.text, note=taken)
        if step is Step.TEXT:
            return [await self.screen(turn, draft, f"{taken} {say('handing.words_for_photo')}")]
        if step is Step.PHOTO:
            draft.step = after(step)
        left = f"{taken} {say('handing.caption_left')}" if incoming.text else taken
        return [await self.screen(turn, draft, left)]

    async def _picture_with_words(self, turn: Turn, draft: IdeaDraftRow) -> Sequence[Reply]:
        """Idea, defect, or only a question? The words wait in the draft, after the guard."""
        draft.photo = turn.incoming.photo
        looked = look_at_words(turn.incoming.text, longest=LONGEST_TEXT)
        if isinstance(looked, Fault):
            return await self.take_text(turn, draft, turn.incoming.text, note=turn.texts.say("handing.photo_taken"))
        put_text(draft, looked, message=turn.incoming.message, otherwise=turn.texts.language)
        draft.step, draft.messages = Step.KIND, {**draft.messages, "kind": "asked"}
        note = turn.texts.say("handing.photo_waits_album" if turn.incoming.album else "handing.photo_waits")
        return [await self.screen(turn, draft, note)]

    async def _edited(self, turn: Turn, draft: IdeaDraftRow) -> Sequence[Reply]:
        """A message of theirs was changed: the last version counts until the idea is handed in."""
        say, incoming, step = turn.texts.say, turn.incoming, step_of(draft)
        name = field_of_message(draft, incoming.message)
        if name is None:
            return [*await self.question(replace(turn, argument=incoming.text)), await self.screen(turn, draft)]
        problem = follow_edit(turn.texts, draft, name, incoming.text, incoming.message)
        if step is Step.GUARD and not is_blacked_out(draft.text):
            draft.step = Step.ALREADY
        return [await self.screen(turn, draft, problem or say("handing.edit_taken"))]

    async def _edited_afterwards(self, turn: Turn) -> Sequence[Reply] | None:
        """An edit while no form is open: of a draft that was kept it is taken, of an idea it is offered as a change."""
        draft = await self.draft_of(turn)
        if draft is not None and field_of_message(draft, turn.incoming.message):
            turn.person.form = f"{FORM}:"
            return await self._edited(turn, draft)
        if turn.incoming.message is None:
            return None
        idea = await ideas.from_message(turn.session, turn.incoming.address, turn.incoming.message)
        return [offer_change(turn.texts, idea)] if idea is not None else None

    async def _contest(self, turn: Turn, draft: IdeaDraftRow) -> ContestRow | None:
        """The contest that is open while the draft asks about it; the one that was chosen, when it is looked at."""
        if step_of(draft) is Step.CONTEST:
            if contest := await contests.taking(turn.session, turn.now):
                return contest
            draft.step, draft.contest, draft.category = Step.PREVIEW, None, ""
        return await contests.look_at(turn.session, draft.contest) if draft.contest else None

    async def _new(self, turn: Turn) -> IdeaDraftRow:
        turn.person.form = f"{FORM}:"
        return await idea_drafts.add(
            turn.session,
            turn.incoming.address,
            step=Step.TEXT,
            pseudonym=draw_pseudonym(),
            language=turn.texts.language.partition("-")[0],
            now=turn.now,
        )

    def _is_rest(self, turn: Turn, draft: IdeaDraftRow) -> bool:
        since = draft.messages.get("rest")
        return since is not None and (turn.now - datetime.fromisoformat(since)).total_seconds() < REST_COMES_WITHIN


def in_private(turn: Turn, payload: str = BEGIN) -> Reply:
    """Ideas are handed in between one person and the assistant: the way there."""
    button = Button(label=turn.texts.say("button.private"), reference=reference("hand_in", "begin"), private=payload)
    return Reply(text=turn.texts.say("handing.private"), buttons=[button])
