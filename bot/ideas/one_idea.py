"""One idea in the chat: its card, and what its reader may do. What is hidden looks like what does not exist."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.delivery.topics import Reason
from bot.ideas import deeds
from bot.ideas.card import name_of, say_card
from bot.ideas.hearing import read_number
from bot.ideas.lifeline import Deed, Trouble, may_do, number_of
from bot.ideas.telling import Telling
from bot.texts import Texts
from storage import ideas, lifelines, supporters
from storage.ideas import SHOWN, IdeaRow, Stage

PAYLOAD = "idea_"
"""Before an idea's number in a deep link."""


@dataclass(frozen=True, kw_only=True)
class OneIdea:
    """The handlers of one idea's buttons that need no words."""

    zone: ZoneInfo
    telling: Telling

    async def show(self, turn: Turn) -> Sequence[Reply]:
        """The card, for everybody if it is public, else for its author alone."""
        number = read_idea_number(turn.argument)
        idea = await ideas.look_at(turn.session, number) if number else None
        note = ""
        if idea is not None and idea.stage == Stage.MERGED and not _is_mine(turn, idea):
            into = await ideas.look_at(turn.session, idea.merged_into) if idea.merged_into else None
            note = turn.texts.say("ideas.went_into", number=number_of(idea.id))
            idea = into
        if idea is None or not (idea.stage in SHOWN or _is_mine(turn, idea)):
            return [unknown_idea(turn.texts)]
        return [await self._card(turn, idea, note)]

    async def support(self, turn: Turn) -> Sequence[Reply]:
        """Somebody wants it too."""
        number = read_idea_number(turn.argument)
        if turn.incoming.group or number is None:
            return [unknown_idea(turn.texts)]
        done = await deeds.support(turn.session, number, turn.incoming.address, turn.now)
        if isinstance(done, Trouble):
            return await self._refused(turn, number)
        idea = await ideas.look_at(turn.session, number)
        if idea is None:
            return [unknown_idea(turn.texts)]
        return [self._already(turn, idea)] if done is None else await self.supported(turn, idea)

    async def supported(self, turn: Turn, idea: IdeaRow) -> Sequence[Reply]:
        """What a new supporter is told: the count, what will be sent from now on, and that a reason is welcome."""
        await self.telling.give_card(turn.session, idea, turn.incoming.address, Reason.SUPPORTS, turn.now)
        say, number = turn.texts.say, str(idea.id)
        said = say("ideas.supported", number=number_of(idea.id), title=idea.title, count=idea.support)
        return [
            Reply(
                text=f"{said}\n\n{say('ideas.what_comes')}\n\n{say('ideas.reason_welcome')}",
                buttons=[
                    Button(label=say("button.idea_reason"), reference=reference("idea_reason", number)),
                    Button(label=say("button.mute_idea"), reference=reference("idea_mute", number)),
                    Button(label=say("button.idea_leave"), reference=reference("idea_leave", number)),
                    show_button(turn.texts, idea),
                ],
            )
        ]

    async def leave(self, turn: Turn) -> Sequence[Reply]:
        """Somebody supports it no longer. Doing it twice is like doing it once."""
        number = read_idea_number(turn.argument)
        if turn.incoming.group or number is None:
            return [unknown_idea(turn.texts)]
        done = await deeds.leave(turn.session, number, turn.incoming.address)
        if done is None:
            return [Reply(text=turn.texts.say("ideas.did_not_support"), buttons=[all_ideas(turn.texts)])]
        said = turn.texts.say("ideas.left", number=number_of(number), count=done.idea.support)
        return [Reply(text=said, buttons=[show_button(turn.texts, done.idea)])]

    async def ask_to_withdraw(self, turn: Turn) -> Sequence[Reply]:
        """What withdrawing means, and the one question before."""
        idea = await self._own(turn)
        if idea is None or not may_do(Deed.WITHDRAW, idea.stage):
            return [not_now(turn.texts, idea)]
        yes = Button(
            label=turn.texts.say("button.idea_withdraw_yes"), reference=reference("idea_withdrawn", str(idea.id))
        )
        text = turn.texts.say("ideas.withdraw_ask", number=number_of(idea.id), title=idea.title)
        return [Reply(text=text, buttons=[yes, show_button(turn.texts, idea)])]

    async def withdraw(self, turn: Turn) -> Sequence[Reply]:
        """The yes."""
        number = read_idea_number(turn.argument)
        if number is None:
            return [unknown_idea(turn.texts)]
        done = await deeds.withdraw(turn.session, number, turn.incoming.address, turn.now)
        if isinstance(done, Trouble):
            return [not_now(turn.texts, await self._own(turn))]
        if done.step is not None:
            await self.telling.tell(turn.session, done.idea, done.step, turn.now)
        return [Reply(text=turn.texts.say("ideas.withdrawn", number=number_of(number)), buttons=[mine(turn.texts)])]

    async def _card(self, turn: Turn, idea: IdeaRow, note: str) -> Reply:
        texts = turn.texts
        card = say_card(texts, idea, await lifelines.of(turn.session, idea.id), self.zone)
        supporter = await supporters.of_person(turn.session, idea.id, turn.incoming.address)
        if _is_mine(turn, idea):
            buttons = own_buttons(texts, idea)
            note = note or (say_asked_back(texts, idea) if idea.asked_back else "")
        elif turn.incoming.group:
            label = texts.say("button.private")
            here = reference("idea", f"{PAYLOAD}{idea.id}")
            buttons = [Button(label=label, reference=here, private=f"{PAYLOAD}{idea.id}"), share_button(texts, idea)]
        else:
            verb_on = may_do(Deed.SUPPORT, idea.stage)
            support = Button(label=texts.say("button.idea_support"), reference=reference("idea_support", str(idea.id)))
            leave = Button(label=texts.say("button.idea_leave"), reference=reference("idea_leave", str(idea.id)))
            buttons = [leave] if supporter else [support] if verb_on else []
            buttons += [share_button(texts, idea), all_ideas(texts)]
        return replace(card, text=f"{note}\n\n{card.text}" if note else card.text, buttons=buttons)

    async def _refused(self, turn: Turn, number: int) -> Sequence[Reply]:
        idea = await ideas.look_at(turn.session, number)
        if idea is None or not (idea.stage in SHOWN or _is_mine(turn, idea)):
            return [unknown_idea(turn.texts)]
        key = "ideas.your_own" if _is_mine(turn, idea) else "ideas.no_support"
        return [Reply(text=turn.texts.say(key), buttons=[show_button(turn.texts, idea)])]

    def _already(self, turn: Turn, idea: IdeaRow) -> Reply:
        said = turn.texts.say("ideas.already_supported", number=number_of(idea.id), count=idea.support)
        return Reply(text=said, buttons=[show_button(turn.texts, idea)])

    async def _own(self, turn: Turn) -> IdeaRow | None:
        return await own_idea(turn, read_idea_number(turn.argument))


async def own_idea(turn: Turn, number: int | None) -> IdeaRow | None:
    """The idea of this number if it is the person's own."""
    idea = await ideas.look_at(turn.session, number) if number else None
    return idea if idea is not None and _is_mine(turn, idea) else None


def read_idea_number(typed: str) -> int | None:
    """An idea's number as it stands in buttons and links, or as people type it: `388`, `idea_388`, `I-0388`."""
    said = typed.strip().casefold().removeprefix(PAYLOAD).removeprefix("i-").removeprefix("i ")
    return read_number(said)


def own_buttons(texts: Texts, idea: IdeaRow) -> list[Button]:
    """What its author may do now."""
    number = str(idea.id)
    buttons = []
    if idea.asked_back and may_do(Deed.GO_ON, idea.stage):
        buttons.append(Button(label=texts.say("button.idea_answer"), reference=reference("idea_answer", number)))
    if may_do(Deed.MEND, idea.stage) and not idea.mended:
        buttons.append(Button(label=texts.say("button.idea_mend"), reference=reference("idea_mend", number)))
    if may_do(Deed.CHANGE, idea.stage):
        buttons.append(Button(label=texts.say("button.idea_change"), reference=reference("idea_change", number)))
    if may_do(Deed.ADD, idea.stage):
        buttons.append(Button(label=texts.say("button.idea_add"), reference=reference("idea_add", number)))
    if may_do(Deed.WITHDRAW, idea.stage):
        buttons.append(Button(label=texts.say("button.idea_withdraw"), reference=reference("idea_withdraw", number)))
    if idea.stage in SHOWN:
        buttons.append(share_button(texts, idea))
    return [*buttons, mine(texts)]


def offer_change(texts: Texts, idea: IdeaRow) -> Reply:
    """A message that has become an idea was edited: what was handed in stays; the ways to change it."""
    said = texts.say("ideas.edited_afterwards", number=number_of(idea.id))
    return Reply(text=said, buttons=own_buttons(texts, idea))


def not_now(texts: Texts, idea: IdeaRow | None) -> Reply:
    """A deed that the idea does not allow (any more)."""
    if idea is None:
        return unknown_idea(texts)
    said = texts.say("ideas.not_now", number=number_of(idea.id), stage=texts.say(f"ideastage.{idea.stage}"))
    return Reply(text=said, buttons=[show_button(texts, idea)])


def unknown_idea(texts: Texts) -> Reply:
    """There is none of this number, or it is not public: nobody learns which."""
    return Reply(text=texts.say("ideas.unknown"), buttons=[all_ideas(texts)])


def show_button(texts: Texts, idea: IdeaRow) -> Button:
    """To one idea."""
    label = texts.say("button.idea_show", number=number_of(idea.id))
    return Button(label=label, reference=reference("idea", str(idea.id)))


def answer_button(texts: Texts, idea: IdeaRow) -> Button:
    """To the answer that the city waits for."""
    label = texts.say("button.answer_number", number=number_of(idea.id))
    return Button(label=label, reference=reference("idea_answer", str(idea.id)))


def say_asked_back(texts: Texts, idea: IdeaRow) -> str:
    """What the city asks its author, that it waits for them, and how to answer."""
    return texts.say("ideas.please_answer", question=idea.asked_back)


def share_button(texts: Texts, idea: IdeaRow) -> Button:
    """Passes an idea on: both faces make a link of the reference's last part."""
    link = reference("idea", f"{PAYLOAD}{idea.id}")
    return Button(label=texts.say("button.idea_share"), reference=link, shares=name_of(idea))


def all_ideas(texts: Texts) -> Button:
    """To the list."""
    return Button(label=texts.say("button.all_ideas"), reference=reference("ideas", "newest:0"))


def mine(texts: Texts) -> Button:
    """To one's own ideas."""
    return Button(label=texts.say("button.my_ideas"), reference=reference("my_ideas", "own:0"))


def _is_mine(turn: Turn, idea: IdeaRow) -> bool:
    return idea.author == turn.incoming.address and not turn.incoming.group
