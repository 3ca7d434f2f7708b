"""`/moderation`: what waits, one idea with all that a decision needs, its buttons. `typing.py` takes what is typed."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.conversation.routing import Handler, Turn
from bot.conversation.words import Button, Picture, Reply, reference
from bot.ideas import rulings
from bot.ideas.card import name_of, promise_of, say_card, say_decision, shortened
from bot.ideas.doing import FIELDS, Act, Task, do, offered
from bot.ideas.lifeline import Deed, Trouble, number_of
from bot.ideas.office import IdeaOffice
from bot.ideas.shelf import Similar
from bot.ideas.typing import Typing
from bot.texts import Texts
from storage import ideas, lifelines, staff
from storage.database import Session
from storage.ideas import IdeaRow, Stage
from storage.lifelines import RulingRow
from storage.staff import StaffRow

A_PAGE = 4
MOST_BUTTONS = 5
"""Of deeds on one page; the sixth turns it."""
MOST_NAME = 60

Alike = Callable[[Session, IdeaRow], Awaitable[Sequence[Similar]]]
"""The public ideas that are most like this one."""


@dataclass(frozen=True, kw_only=True)
class Moderating:
    """The handlers of the staff's side; each needs the right to moderate."""

    office: IdeaOffice
    typing: Typing
    alike: Alike
    old_button: Handler

    async def show_all(self, turn: Turn) -> Sequence[Reply]:
        """`/moderation`: all that waits for a word of the city, what is due first on top."""
        turn.person.form = None
        return [await self._listed(turn, 0)]

    async def button(self, turn: Turn) -> Sequence[Reply]:
        """Every button of this room: `388:open`, `388:accept:7`, `list:2`."""
        first, _, rest = turn.argument.partition(":")
        verb, _, argument = rest.partition(":")
        if first == "list" and verb.isdecimal():
            return [await self._listed(turn, int(verb[:4]))]
        idea = await ideas.look_at(turn.session, int(first[:9])) if first.isdecimal() else None
        if idea is None or turn.staff is None:
            return await self.old_button(turn)
        if verb in ("open", "more"):
            page = int(argument[:2]) if argument.isdecimal() else 0
            return [await self.show(turn, idea, page)]
        if verb in ("agree", "disagree") and argument.isdecimal():
            return await self._second(turn, turn.staff, idea, verb, int(argument[:9]))
        if verb not in list(Act) or not argument.isdecimal():
            return await self.old_button(turn)
        return await self._begin(turn, turn.staff, Task(act=Act(verb), id=idea.id, seen=int(argument[:9])))

    async def show(self, turn: Turn, idea: IdeaRow, page: int = 0) -> Reply:
        """One idea with all that a decision needs."""
        texts, session = turn.texts, turn.session
        card = say_card(texts, idea, await lifelines.of(session, idea.id), self.office.zone)
        ruling = await lifelines.ruling_on(session, idea.id)
        if ruling is not None and ruling.version != idea.version:
            ruling = None
        extra = [await self._who(session, texts, idea)]
        if idea.flags:
            extra.append(texts.say("moderate.flags", flags=", ".join(idea.flags.split())))
        if idea.photo and not idea.picture:
            extra.append(texts.say("moderate.photo_waits"))
        extra += await self._similar(session, texts, idea)
        if ruling is not None:
            extra.append(await self._ruling(session, texts, ruling))
        if self.office.one_key:
            extra.append(texts.say("moderate.one_key"))
        alt = texts.say("moderate.photo", number=number_of(idea.id))
        return Reply(
            title=card.title,
            text="\n\n".join([card.text, *(part for part in extra if part)]),
            buttons=self._buttons(texts, idea, ruling, turn.staff, page),
            picture=Picture(name=idea.picture, alt=alt) if idea.picture else None,
        )

    # ----- deeds of the buttons

    async def _begin(self, turn: Turn, member: StaffRow, task: Task) -> Sequence[Reply]:
        """A deed that needs words opens the form, the others are done."""
        if FIELDS.get(task.act):
            return await self.typing.begin(turn, task)
        done = await do(turn.session, self.office, task, member, turn.now)
        return [*await self.typing.say(turn, task, done), *await self._again(turn, task.id)]

    async def _second(self, turn: Turn, member: StaffRow, idea: IdeaRow, verb: str, number: int) -> Sequence[Reply]:
        texts = turn.texts
        if verb == "disagree":
            dropped = await rulings.disagree(turn.session, idea.id, member, turn.now, ruling=number)
            if isinstance(dropped, Trouble):
                return [Reply(text=texts.say(f"mistake.{dropped}")), *await self._again(turn, idea.id)]
            return [Reply(text=texts.say("moderate.dropped", name=name_of(idea))), *await self._again(turn, idea.id)]
        done = await rulings.agree(turn.session, self.office, idea.id, member, turn.now, ruling=number)
        if isinstance(done, Trouble):
            return [Reply(text=texts.say(f"mistake.{done}")), *await self._again(turn, idea.id)]
        return [Reply(text=texts.say("moderate.agreed", name=name_of(idea), count=done.told))]

    async def _again(self, turn: Turn, id: int) -> Sequence[Reply]:
        idea = await ideas.look_at(turn.session, id)
        return [await self.show(turn, idea)] if idea else []

    # ----- screens

    async def _listed(self, turn: Turn, page: int) -> Reply:
        texts = turn.texts
        rows = await waiting(turn.session)
        if not rows:
            return Reply(text=texts.say("moderate.none"))
        shown = rows[page * A_PAGE : (page + 1) * A_PAGE] or rows[:A_PAGE]
        names = {member.id: member.name for member in await staff.everybody(turn.session)}
        lines = [texts.say("moderate.all", count=len(rows))]
        lines += [self._line(texts, idea, names) for idea in shown]
        buttons = [
            Button(label=number_of(idea.id), reference=reference("moderate", f"{idea.id}:open")) for idea in shown
        ]
        if len(rows) > A_PAGE:
            following = (page + 1) % -(-len(rows) // A_PAGE)
            buttons.append(Button(label=texts.say("button.more"), reference=reference("moderate", f"list:{following}")))
        return Reply(text="\n\n".join(lines), buttons=buttons)

    def _line(self, texts: Texts, idea: IdeaRow, names: dict[int, str]) -> str:
        promise = promise_of(idea)
        stands = promise is not None and promise.stands is not None
        day = texts.day(promise.due(self.office.zone).astimezone(self.office.zone).date()) if promise else "–"
        return texts.say(
            "moderate.line", name=shortened(name_of(idea), MOST_NAME), stage=texts.say(f"ideastage.{idea.stage}"),
            who=names.get(idea.holder or 0, "–"), day=texts.say("moderate.stands") if stands else day,
        )  # fmt: skip

    async def _who(self, session: Session, texts: Texts, idea: IdeaRow) -> str:
        member = await staff.numbered(session, idea.holder) if idea.holder is not None else None
        return texts.say("moderate.holder", who=member.name) if member else texts.say("moderate.no_holder")

    async def _similar(self, session: Session, texts: Texts, idea: IdeaRow) -> list[str]:
        if idea.stage not in (Stage.RECEIVED, Stage.MODERATION, Stage.PUBLIC, Stage.ASSESSING):
            return []
        lines = []
        for found in await self.alike(session, idea):
            other = await ideas.look_at(session, found.number)
            if other is not None and other.id != idea.id:
                key = "moderate.alike" if found.is_similar else "moderate.perhaps_alike"
                lines.append(texts.say(key, name=shortened(name_of(other), MOST_NAME)))
        return ["\n".join([texts.say("moderate.similar"), *lines])] if lines else []

    async def _ruling(self, session: Session, texts: Texts, row: RulingRow) -> str:
        writer = await staff.numbered(session, row.by)
        if row.deed == Deed.REFUSE:
            what = f"{texts.say('card.refused', reason=texts.say(f'whynot.{row.reason}'), answer=row.answer)}"
        else:
            content = {"outcome": row.outcome, "part_of": row.part_of, "when": row.when, "answer": row.answer}
            what = say_decision(texts, content)
        return f"{texts.say('moderate.ruling', who=writer.name if writer else '–')}\n{what}"

    def _buttons(
        self, texts: Texts, idea: IdeaRow, ruling: RulingRow | None, member: StaffRow | None, page: int
    ) -> list[Button]:
        buttons = []
        if ruling is not None and member is not None:
            mine = ruling.by == member.id
            if not mine or self.office.one_key:
                buttons.append(_button(texts.say("button.agree"), idea, "agree", ruling.id))
            label = texts.say("button.take_back" if mine else "button.disagree")
            buttons.append(_button(label, idea, "disagree", ruling.id))
        else:
            acts = offered(idea.stage, idea.holder, member.id if member else 0)
            buttons = [_button(texts.say(f"act.{act}"), idea, act, idea.version) for act in acts]
        if len(buttons) <= MOST_BUTTONS + 1:
            return buttons
        pages = -(-len(buttons) // MOST_BUTTONS)
        shown = buttons[page % pages * MOST_BUTTONS :][:MOST_BUTTONS]
        return [*shown, _button(texts.say("button.more"), idea, "more", (page + 1) % pages)]


async def waiting(session: Session) -> list[IdeaRow]:
    """The ideas that wait for a word of the city: what is promised first on top, what stands still last."""
    rows = await ideas.in_stages(session, [Stage.RECEIVED, Stage.MODERATION, Stage.PUBLIC, Stage.ASSESSING])
    return sorted(rows, key=_urgency)


def _urgency(idea: IdeaRow) -> tuple[bool, float, int]:
    promise = promise_of(idea)
    if promise is None:
        return True, 0.0, idea.id
    left = promise.days + promise.rested  # as working days, which order ideas as the calendar does but for holidays
    return promise.stands is not None, promise.began.timestamp() + left * 86400 * 7 / 5, idea.id


def _button(label: str, idea: IdeaRow, verb: str, argument: int) -> Button:
    return Button(label=label, reference=reference("moderate", f"{idea.id}:{verb}:{argument}"))
