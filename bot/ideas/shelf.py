"""Who of all residents wants the same already? Every idea that is shown, understood once, and kept up to date.

The database is the truth: before each comparison the shelf looks what has happened since, whoever did it and on
whichever replica, and what it finds is looked up once more, so that nothing is offered that is hidden by now.
"""

from collections.abc import Collection
from dataclasses import dataclass

from bot.ideas.districts import OTHER, districts
from bot.ideas.likeness import Idea, Likeness, Shelf
from storage import idea_changes
from storage.database import Session
from storage.idea_changes import Words


@dataclass(frozen=True, kw_only=True)
class Similar:
    """An idea that may want the same. `probability` is between 0 and 1; `is_similar`: it is over the bar."""

    number: int
    probability: float
    is_similar: bool


class IdeaShelf:
    """All ideas that everybody may see, ready to be compared with."""

    def __init__(self, likeness: Likeness) -> None:
        self._likeness = likeness
        self._ideas: dict[int, tuple[int, Idea]] = {}
        self._last = 0
        self._shelf: tuple[list[int], Shelf] | None = None

    async def similar(
        self,
        session: Session,
        text: str,
        *,
        field: str | None = None,
        district: str | None = None,
        most: int = 3,
        without: Collection[int] = (),
    ) -> list[Similar]:
        """The ideas that are most like this text, the best first; `field` and `district` are keys, if chosen."""
        await self.catch_up(session)
        if not self._ideas:
            return []
        if self._shelf is None:
            numbers = sorted(self._ideas)
            self._shelf = numbers, self._likeness.shelve([self._ideas[number][1] for number in numbers])
        numbers, shelf = self._shelf
        new = self._understand(text, field, district)
        found = self._likeness.compare(new, shelf)
        marked = set(found.similar)
        best = [
            Similar(number=numbers[row], probability=score, is_similar=row in marked)
            for row, score in found.ranking
            if numbers[row] not in without
        ][:most]
        shown = {words.id for words in await idea_changes.words_shown(session, [one.number for one in best])}
        return [one for one in best if one.number in shown]

    async def catch_up(self, session: Session) -> None:
        """Learn what has happened since the last look."""
        steps = await idea_changes.steps_since(session, self._last)
        if not steps:
            return
        touched = {step.idea for step in steps}
        shown = {words.id: words for words in await idea_changes.words_shown(session, touched)}
        for number in touched:
            self._take(number, shown.get(number))
        self._last = max(self._last, steps[-1].id)

    def _take(self, number: int, words: Words | None) -> None:
        known = self._ideas.get(number)
        if words is None:
            if known is not None:
                del self._ideas[number]
                self._shelf = None
        elif known is None or known[0] != words.version:
            said = words.text if words.text.startswith(words.title) else f"{words.title}. {words.text}"
            self._ideas[number] = words.version, self._understand(said, words.field, words.district)
            self._shelf = None

    def _understand(self, text: str, field: str | None, district: str | None) -> Idea:
        place = districts().get(district) if district and district != OTHER else None
        return self._likeness.understand([text], category=field, district=place)[0]
