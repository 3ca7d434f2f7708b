"""What the staff types for a deed: one thing after the other, a preview, and only then it is done.

What was said so far lies in the open form itself (`moderate:{…}`), so it survives restarts and belongs to one person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.ideas.card import name_of
from bot.ideas.doing import Act, Task, do, fields_of, next_field
from bot.ideas.lifeline import LEAST_ANSWER, LEAST_WORDS, LONGEST_ANSWER, Outcome, Reason, Trouble, number_of
from bot.ideas.office import Done, IdeaOffice, weigh
from bot.texts import Texts
from storage import idea_work, ideas, lifelines, staff

FORM = "moderate"
MOST_CHOICES = 5
"""Beside the button that leaves."""
A_PAGE = 4
"""Reasons on the first page."""
NOTHING = "–"
"""What stands for "nothing" where nothing need be said."""
LABEL = 24
LEAST = {Act.DECIDE: LEAST_ANSWER, Act.FINISH: 0}
"""Characters of the text, where they are not LEAST_WORDS."""
MENDED = {
    Trouble.TOO_SHORT: "text", Trouble.TOO_LONG: "text", Trouble.NO_WHEN: "when", Trouble.NO_UNIT: "unit",
    Trouble.NO_REASON: "reason", Trouble.NO_OUTCOME: "outcome", Trouble.SAME_IDEA: "other",
}  # fmt: skip
"""What other words can put right, and which of them."""


@dataclass(frozen=True, kw_only=True)
class Typing:
    """The open form of a deed."""

    office: IdeaOffice

    async def begin(self, turn: Turn, task: Task) -> Sequence[Reply]:
        """Ask for the first thing."""
        idea = await ideas.look_at(turn.session, task.id)
        if idea is None or idea.version != task.seen:
            turn.person.form = None
            return [Reply(text=turn.texts.say(f"mistake.{Trouble.CHANGED}"), buttons=[_to(turn.texts, task.id)])]
        return await self._go_on(turn, task)

    async def typed(self, turn: Turn) -> Sequence[Reply]:
        """The next thing, typed."""
        task = Task.from_text(turn.argument)
        field = next_field(task)
        if field is None or not turn.incoming.text:
            return await self._go_on(turn, task)
        words = turn.incoming.text.strip()
        if field == "text" and (trouble := weigh(words, LEAST.get(task.act, LEAST_WORDS))):
            asked = await self._ask(turn, task, field)
            mistake = turn.texts.say(f"mistake.{trouble}")
            return [
                Reply(
                    text=f"{mistake} {turn.texts.say('moderate.count', count=len(words))}\n{asked.text}",
                    buttons=asked.buttons,
                )
            ]
        return await self._go_on(turn, task.given(field, words))

    async def chosen(self, turn: Turn) -> Sequence[Reply]:
        """The next thing, chosen by a button; or the yes, or back, or the end."""
        verb, _, argument = (turn.person.form or "").partition(":")
        if verb != FORM or turn.staff is None:
            return [Reply(text=turn.texts.say("moderate.gone"))]
        task = Task.from_text(argument)
        what, _, value = turn.argument.partition(":")
        if what == "stop":
            return await self.leave(turn)
        if what == "back":
            said = [field for field in fields_of(task) if getattr(task, field)]
            return await self._go_on(turn, task.given(said[-1], "") if said else task)
        if what == "more" and next_field(task) == "reason":
            return [await self._ask(turn, task, "reason", later=True)]
        if what == "send":
            return await self._send(turn, task)
        if what == "template" and value.isdecimal():
            words = {row.id: row.text for row in await lifelines.templates(turn.session)}
            value = words.get(int(value[:9]), "")
        if what == "unit" and value.isdecimal():
            known = await idea_work.units(turn.session)
            value = known[int(value[:3])] if int(value[:3]) < len(known) else ""
        field = next_field(task)
        return await self._go_on(turn, task.given(field, value) if field and value else task)

    async def leave(self, turn: Turn) -> Sequence[Reply]:
        """`/abbrechen`, or the button: nothing is done."""
        verb, _, argument = (turn.person.form or "").partition(":")
        turn.person.form = None
        buttons = [_to(turn.texts, Task.from_text(argument).id)] if verb == FORM else []
        return [Reply(text=turn.texts.say("moderate.left"), buttons=buttons)]

    async def say(self, turn: Turn, task: Task, done: Done | list[Trouble]) -> Sequence[Reply]:
        """What came of a deed."""
        texts = turn.texts
        if isinstance(done, Done):
            key = "moderate.waits_for_second" if done.waits else "moderate.done"
            text = texts.say(key, name=name_of(done.idea), act=texts.say(f"act.{task.act}"))
            told = texts.say("moderate.told", count=done.told) if done.told else ""
            return [Reply(text=f"{text} {told}".strip())]
        said = [texts.say(f"mistake.{trouble}") for trouble in done]
        idea = await ideas.look_at(turn.session, task.id)
        holder = await staff.numbered(turn.session, idea.holder) if idea and idea.holder else None
        if holder is not None and turn.staff is not None and holder.id != turn.staff.id:
            said.append(texts.say("moderate.holder", who=holder.name))
        return [Reply(text="\n".join(said))]

    async def _send(self, turn: Turn, task: Task) -> Sequence[Reply]:
        if turn.staff is None or next_field(task) is not None:
            return await self._go_on(turn, task)
        ready = task if task.text != NOTHING else task.given("text", "")
        done = await do(turn.session, self.office, ready, turn.staff, turn.now)
        said = await self.say(turn, task, done)
        wrong = (
            next((MENDED[trouble] for trouble in done if trouble in MENDED), None) if isinstance(done, list) else None
        )
        if wrong is not None:  # other words can put it right
            return [*said, *await self._go_on(turn, task.given(wrong, ""))]
        turn.person.form = None
        return [Reply(text=said[0].text, buttons=[_to(turn.texts, task.id)])]

    async def _go_on(self, turn: Turn, task: Task) -> Sequence[Reply]:
        """The next question, or the preview."""
        turn.person.form = f"{FORM}:{task.as_text()}"
        field = next_field(task)
        if field is not None:
            return [await self._ask(turn, task, field)]
        texts = turn.texts
        lines = [texts.say("moderate.preview", act=texts.say(f"act.{task.act}"), number=number_of(task.id))]
        lines += [f"{texts.say(f'ask.{field}')}: {_said(texts, task, field)}" for field in fields_of(task)]
        buttons = [
            _set(texts.say("button.send"), "send"),
            _set(texts.say("button.other_words"), "back"),
            _set(texts.say("button.leave_it"), "stop"),
        ]
        return [Reply(text="\n\n".join(lines), buttons=buttons)]

    async def _ask(self, turn: Turn, task: Task, field: str, *, later: bool = False) -> Reply:
        texts = turn.texts
        values: dict[str, Any] = {"least": LEAST.get(task.act, LEAST_WORDS), "most": LONGEST_ANSWER}
        text = texts.say(f"ask.{field}") + "\n" + texts.say(f"asking.{field}", **values)
        choices: list[Button] = []
        if field == "reason":
            reasons = list(Reason)[A_PAGE:] if later else list(Reason)[:A_PAGE]
            choices = [_set(shorten(texts.say(f"whynot.{reason}")), f"reason:{reason}") for reason in reasons]
            choices += [] if later else [_set(texts.say("button.more"), "more")]
            text += "\n\n" + "\n".join(f"- {texts.say(f'whynot.{reason}')}" for reason in Reason)
        elif field == "outcome":
            choices = [_set(shorten(texts.say(f"outcome.{outcome}")), f"outcome:{outcome}") for outcome in Outcome]
        elif field == "unit":
            known = (await idea_work.units(turn.session))[:MOST_CHOICES]
            choices = [_set(shorten(unit), f"unit:{number}") for number, unit in enumerate(known)]
        elif field == "text":
            found = (await lifelines.templates(turn.session))[: MOST_CHOICES - 1]
            choices = [_set(shorten(row.name), f"template:{row.id}") for row in found]
            if task.act is Act.FINISH:
                choices.append(_set(texts.say("button.no_words"), f"text:{NOTHING}"))
        stop = _set(texts.say("button.leave_it"), "stop")
        return Reply(text=text, buttons=[*choices, stop])


def _said(texts: Texts, task: Task, field: str) -> str:
    value = str(getattr(task, field))
    if field == "reason" and value in list(Reason):
        return texts.say(f"whynot.{value}")
    return texts.say(f"outcome.{value}") if field == "outcome" and value in list(Outcome) else value


def shorten(label: str) -> str:
    """A label that fits a button."""
    return label if len(label) <= LABEL else f"{label[: LABEL - 1].rstrip()}…"


def _set(label: str, what: str) -> Button:
    return Button(label=label, reference=reference("moderate_set", what))


def _to(texts: Texts, id: int) -> Button:
    label = texts.say("button.idea_work", number=number_of(id))
    return Button(label=label, reference=reference("moderate", f"{id}:open"))
