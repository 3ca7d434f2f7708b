"""Words about an idea that is handed in: a change, an addition, an answer, a reason. The guard looks at them first.

What it finds is blacked out, shown, and stored only with a yes to just that; who wants it to go as it is writes it once
more, since nothing of it was kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.conversation.routing import Handler, Listener, Turn
from bot.conversation.words import Button, Reply, reference
from bot.ideas import deeds
from bot.ideas.deeds import Done, Written
from bot.ideas.drafting import LONGEST_TEXT, LONGEST_WORDS, Fault, Looked, look_at_words, mark_of, propose_title
from bot.ideas.hearing import read_number
from bot.ideas.lifeline import Deed, Trouble, may_do, number_of
from bot.ideas.offering import looks_like_question
from bot.ideas.one_idea import not_now, own_idea, read_idea_number, show_button, unknown_idea
from bot.ideas.telling import Telling
from storage import ideas, supporters
from storage.ideas import IdeaRow

FORM = "idea_words"
AS_IT_IS = "as-it-is"
SHORT = 160
"""Characters up to which words may be a question asked in between."""


class About(StrEnum):
    """What the words are."""

    CHANGE = "change"
    MEND = "mend"
    ADD = "add"
    ANSWER = "answer"
    REASON = "reason"


ALLOWED_BY = {
    About.CHANGE: Deed.CHANGE,
    About.MEND: Deed.MEND,
    About.ADD: Deed.ADD,
    About.ANSWER: Deed.GO_ON,
}


@dataclass(frozen=True, kw_only=True)
class OwnWords:
    """The handlers. `sure` answers a question asked in between."""

    zone: ZoneInfo
    telling: Telling
    sure: Listener

    def asking(self, about: About) -> Handler:
        """The handler of the button that asks for these words."""

        async def ask(turn: Turn) -> Sequence[Reply]:
            number = read_idea_number(turn.argument)
            if turn.incoming.group or number is None:
                return [unknown_idea(turn.texts)]
            return await self._ask(turn, about, number)

        return ask

    async def typed(self, turn: Turn) -> Sequence[Reply]:
        """The words, typed into the form."""
        about, number, mode = _read(turn.argument)
        if about is None or number is None:
            turn.person.form = None
            return [unknown_idea(turn.texts)]
        text = turn.incoming.text
        if not text:
            return [Reply(text=turn.texts.say("ideas.only_words"), buttons=[_stop(turn)])]
        if looks_like_question(text) and len(text) < SHORT:
            answer = await self.sure(turn)
            if answer is not None:
                return [*answer, Reply(text=turn.texts.say(f"ideawords.{about}"), buttons=[_stop(turn)])]
        longest = LONGEST_TEXT if about in {About.CHANGE, About.MEND} else LONGEST_WORDS
        looked = look_at_words(text, as_it_is=mode == AS_IT_IS, longest=longest)
        if isinstance(looked, Fault):
            said = turn.texts.say("handing.too_long", count=len(text), most=longest)
            no_words = turn.texts.say("handing.no_words")
            return [Reply(text=said if looked is Fault.TOO_LONG else no_words, buttons=[_stop(turn)])]
        turn.person.form = None
        if looked.is_blacked_out:
            return [self._show(turn, about, number, looked)]
        return await self._do(turn, about, number, Written(text=looked.text, flags=looked.flags))

    async def pressed(self, turn: Turn) -> Sequence[Reply]:
        """What becomes of the words that were blacked out."""
        action, _, rest = turn.argument.partition(":")
        about, number, mark = _read(rest)
        if action == "stop" or about is None or number is None:
            turn.person.form, turn.person.asked = None, None
            return [Reply(text=turn.texts.say("ideas.words_stopped"))]
        if action != "take":
            return await self._ask(turn, about, number, AS_IT_IS if action == "as_is" else "")
        text = turn.person.asked
        if not text or mark_of(text) != mark:
            return [Reply(text=turn.texts.say("passing.gone"))]
        turn.person.asked, turn.person.form = None, None
        return await self._do(turn, about, number, Written(text=text))

    async def leave(self, turn: Turn) -> Sequence[Reply]:
        """`/abbrechen`."""
        return await self.pressed(replace(turn, argument="stop"))

    async def _ask(self, turn: Turn, about: About, number: int, mode: str = "") -> Sequence[Reply]:
        idea = await self._allowed(turn, about, number)
        if idea is None:
            return [not_now(turn.texts, await own_idea(turn, number))]
        turn.person.form = f"{FORM}:{about}:{number}:{mode}"
        said = turn.texts.say(f"ideawords.{about}")
        if about is About.ANSWER:
            said = f"{turn.texts.say('ideas.asked_back', question=idea.asked_back)}\n\n{said}"
        if mode == AS_IT_IS:
            said = f"{said}\n\n{turn.texts.say('handing.write_unchanged')}"
        return [Reply(title=number_of(number), text=said, buttons=[_stop(turn)])]

    async def _allowed(self, turn: Turn, about: About, number: int) -> IdeaRow | None:
        if about is About.REASON:
            supporter = await supporters.of_person(turn.session, number, turn.incoming.address)
            return await ideas.look_at(turn.session, number) if supporter is not None else None
        idea = await own_idea(turn, number)
        if idea is None or not may_do(ALLOWED_BY[about], idea.stage):
            return None
        used_up = about is About.MEND and idea.mended
        return None if used_up or (about is About.ANSWER and not idea.asked_back) else idea

    def _show(self, turn: Turn, about: About, number: int, looked: Looked) -> Reply:
        say = turn.texts.say
        turn.person.asked = looked.text
        mark = mark_of(looked.text)
        return Reply(
            text=say("handing.guard", text=looked.text),
            buttons=[
                Button(
                    label=say("button.blacked_out"), reference=reference("own_words", f"take:{about}:{number}:{mark}")
                ),
                Button(label=say("button.other_words"), reference=reference("own_words", f"anew:{about}:{number}")),
                Button(label=say("button.unchanged"), reference=reference("own_words", f"as_is:{about}:{number}")),
                _stop(turn),
            ],
        )

    async def _do(self, turn: Turn, about: About, number: int, words: Written) -> Sequence[Reply]:
        done = await self._deed(turn, about, number, words)
        if isinstance(done, Trouble):
            return await self._too_late(turn, about, number, words)
        if done.step is not None:
            await self.telling.tell(turn.session, done.idea, done.step, turn.now)
        said = turn.texts.say(f"ideataken.{about}", number=number_of(number))
        return [Reply(text=said, buttons=[show_button(turn.texts, done.idea)])]

    async def _deed(self, turn: Turn, about: About, number: int, words: Written) -> Done | Trouble:
        session, address, now = turn.session, turn.incoming.address, turn.now
        match about:
            case About.CHANGE | About.MEND:
                idea = await own_idea(turn, number)
                if idea is not None and idea.title == propose_title(idea.text):
                    words = replace(words, title=propose_title(words.text))
                change = deeds.change if about is About.CHANGE else deeds.mend
                return await change(session, number, address, words, now)
            case About.ADD:
                return await deeds.add(session, number, address, words, now)
            case About.ANSWER:
                return await deeds.answer_back(session, number, address, words, now, self.zone)
            case About.REASON:
                return await deeds.give_reason(session, number, address, words)

    async def _too_late(self, turn: Turn, about: About, number: int, words: Written) -> Sequence[Reply]:
        """The staff was quicker: what was to be a change may be an addition."""
        idea = await own_idea(turn, number)
        if about is not About.CHANGE or words.flags or idea is None or not may_do(Deed.ADD, idea.stage):
            return [not_now(turn.texts, idea)]
        if len(words.text) > LONGEST_WORDS:
            return [not_now(turn.texts, idea)]
        turn.person.asked = words.text
        take = reference("own_words", f"take:{About.ADD}:{number}:{mark_of(words.text)}")
        said = turn.texts.say("ideas.as_addition", number=number_of(number), text=words.text)
        return [
            Reply(text=said, buttons=[Button(label=turn.texts.say("button.idea_add"), reference=take), _stop(turn)])
        ]


def _read(argument: str) -> tuple[About | None, int | None, str]:
    about, number, rest = [*argument.split(":", 2), "", ""][:3]
    return About(about) if about in list(About) else None, read_number(number), rest


def _stop(turn: Turn) -> Button:
    return Button(label=turn.texts.say("button.interrupt"), reference=reference("own_words", "stop"))
