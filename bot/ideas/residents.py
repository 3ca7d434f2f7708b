"""The doors of this room for everybody: which command, button, form and deep link leads where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.conversation.routing import Handler, Listener, Turn
from bot.conversation.words import Button, Reply, reference
from bot.ideas.beginning import Beginning
from bot.ideas.browsing import IdeasBoard
from bot.ideas.handing_in import FORM, HandingIn
from bot.ideas.my_ideas import MyIdeas
from bot.ideas.one_idea import OneIdea
from bot.ideas.own_words import FORM as WORDS_FORM
from bot.ideas.own_words import About, OwnWords
from bot.ideas.pressing import Pressing
from bot.ideas.shelf import IdeaShelf
from bot.ideas.telling import Telling
from bot.texts import TextBook

SECRETS = ("claim_", "team-")
"""Deep links that carry a secret are followed at once: it shall not wait in a button."""


@dataclass(frozen=True, kw_only=True)
class ResidentDoors:
    """What this room brings to everybody's routes."""

    form: HandingIn
    pressing: Pressing
    beginning: Beginning
    one: OneIdea
    words: OwnWords
    board: IdeasBoard
    own: MyIdeas
    textbook: TextBook

    def commands(self) -> Mapping[str, Handler]:
        """Commands, aliases included."""
        return {
            "idee": self.form.begin,
            "idea": self.form.begin,
            "ideen": self.board.command,
            "ideas": self.board.command,
            "meine": self.own.command,
            "mine": self.own.command,
        }

    def buttons(self) -> Mapping[str, Handler]:
        """Buttons by verb."""
        return {
            "hand_in": self.pressing.pressed,
            "idea_begin": self.beginning.pressed,
            "idea": self.one.show,
            "idea_support": self.one.support,
            "idea_leave": self.one.leave,
            "idea_withdraw": self.one.ask_to_withdraw,
            "idea_withdrawn": self.one.withdraw,
            "idea_change": self.words.asking(About.CHANGE),
            "idea_mend": self.words.asking(About.MEND),
            "idea_add": self.words.asking(About.ADD),
            "idea_answer": self.words.asking(About.ANSWER),
            "idea_reason": self.words.asking(About.REASON),
            "own_words": self.words.pressed,
            "ideas": self.board.pressed,
            "my_ideas": self.own.pressed,
        }

    def forms(self) -> Mapping[str, Handler]:
        """Forms by verb."""
        return {FORM: self.form.typed, WORDS_FORM: self.words.typed}

    def ways_out(self) -> Mapping[str, Handler]:
        """How `/abbrechen` leaves each form."""
        return {FORM: self.form.leave, WORDS_FORM: self.words.leave}

    def links(self) -> Mapping[str, Handler]:
        """Deep links: `/start idee`, `/start meine`, `/start idea_388`, `/start claim_K7QF2MXP9T`."""
        return {"idee": self.form.begin, "meine": self.own.command, "idea": self.one.show, "claim": self.own.claim}

    def start_after(self, start: Handler) -> Handler:
        """`/start` in the middle of a draft: whoever wants to go on with it is asked first. `start`: the usual one."""

        async def welcome(turn: Turn) -> Sequence[Reply]:
            is_open = (turn.person.form or "").partition(":")[0] == FORM
            if not is_open or turn.incoming.group or turn.argument.startswith(SECRETS):
                return await start(turn)
            try:
                goes = reference("start", turn.argument)
            except ValueError:  # a link of that length is none of ours
                return await start(turn)
            return [
                Reply(
                    text=turn.texts.say("handing.continue_first"),
                    buttons=[
                        Button(label=turn.texts.say("button.go_on_writing"), reference=reference("hand_in", "go_on")),
                        Button(label=turn.texts.say("button.first_start"), reference=goes),
                    ],
                )
            ]

        return welcome

    def start_anyway(self, start: Handler) -> Handler:
        """The button below that question: the draft is kept, the link is followed."""

        async def welcome(turn: Turn) -> Sequence[Reply]:
            turn.person.form = None
            return await start(turn)

        return welcome

    def with_screen(self, handler: Handler) -> Handler:
        """Another language in the middle of a draft: the screen once more, with new labels and the old words."""

        async def handled(turn: Turn) -> Sequence[Reply]:
            before = turn.person.language
            replies = await handler(turn)
            is_open = (turn.person.form or "").partition(":")[0] == FORM
            draft = await self.form.draft_of(turn) if is_open and turn.person.language != before else None
            if draft is None:
                return replies
            now = replace(turn, texts=self.textbook.of(turn.person.language))
            return [*replies, await self.form.screen(now, draft)]

        return handled


def build_residents(
    zone: ZoneInfo,
    textbook: TextBook,
    shelf: IdeaShelf,
    telling: Telling,
    *,
    question: Handler,
    sure: Listener,
    aside: Listener,
) -> ResidentDoors:
    """The doors from their parts."""
    form = HandingIn(zone=zone, shelf=shelf, question=question, sure=sure, aside=aside)
    one = OneIdea(zone=zone, telling=telling)
    return ResidentDoors(
        form=form,
        pressing=Pressing(form=form, zone=zone, telling=telling, supported=one.supported),
        beginning=Beginning(form=form, certain=sure),
        one=one,
        words=OwnWords(zone=zone, telling=telling, sure=sure),
        board=IdeasBoard(one=one),
        own=MyIdeas(zone=zone, one=one, telling=telling),
        textbook=textbook,
    )
