"""Checking entries in the chat: one on the screen, with the word that it still holds; what is one's own comes first."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.cards import source_links
from bot.answering.care import Care, is_of
from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.texts import Texts
from knowledge.ageing import fingerprint
from knowledge.entries import Entry


@dataclass(frozen=True, kw_only=True)
class CareFlow:
    """The handlers of the staff's side."""

    care: Care

    async def show(self, turn: Turn) -> Sequence[Reply]:
        """The first entry to check, or the one behind that of the argument."""
        entries = await self._mine_first(turn)
        if not entries:
            return [Reply(text=turn.texts.say("ageing.none"))]
        places = {entry.id: number for number, entry in enumerate(entries)}
        place = (places[turn.argument] + 1) % len(entries) if turn.argument in places else 0
        return [_on_screen(entries[place], turn.texts, last=len(entries) == 1)]

    async def confirm(self, turn: Turn) -> Sequence[Reply]:
        """It still holds. Pressing twice, or on words that have changed since, confirms nothing."""
        id, _, words = turn.argument.partition(":")
        if turn.staff is None:
            return [Reply(text=turn.texts.say("ageing.fresh"))]
        entry = await self.care.confirm(turn.session, id, words, turn.staff, turn.now)
        if entry is None or entry.valid_until is None:
            return [Reply(text=turn.texts.say("ageing.fresh")), *await self.show(turn)]
        title, until = entry.variants[turn.texts.language].title, turn.texts.day(entry.valid_until)
        return [Reply(text=turn.texts.say("ageing.confirmed", title=title, day=until)), *await self.show(turn)]

    async def _mine_first(self, turn: Turn) -> list[Entry]:
        found = [entry for _, entry in await self.care.ageing(turn.session, turn.now)]
        member = turn.staff
        return sorted(found, key=lambda entry: member is None or not is_of(member, entry.owner))


def _on_screen(entry: Entry, texts: Texts, *, last: bool) -> Reply:
    variant = entry.variants[texts.language]
    until = texts.day(entry.valid_until) if entry.valid_until else ""
    about = texts.say("ageing.owner", owner=entry.owner, checked=texts.day(entry.checked), until=until)
    holds = Button(
        label=texts.say("button.holds"), reference=reference("ageing_ok", f"{entry.id}:{fingerprint(entry)}")
    )
    following = Button(label=texts.say("button.next_entry"), reference=reference("ageing", entry.id))
    return Reply(
        title=variant.title,
        text="\n\n".join([variant.text, about, texts.say("ageing.change")]),
        links=source_links(entry, texts),
        buttons=[holds] if last else [holds, following],
    )
