"""Contests in the chat: `/wettbewerb` says which is open, what is to come, and who won the last one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.routing import Listener, Turn
from bot.conversation.words import Button, Reply, reference
from bot.ideas.contests import Phase, phase_of
from bot.ideas.lifeline import number_of
from bot.texts import Texts
from knowledge.language.folding import fold
from knowledge.language.folding import words_of as words_typed
from storage import contests
from storage.contests import ContestRow
from storage.database import Session
from storage.ideas import SHOWN

MOST = 3
"""Contests in one answer."""
ASKING = frozenset({"wettbewerb", "ideenwettbewerb", "ideenwettbewerbe", "wettbewerbe", "contest", "contests"})
MOST_WORDS = 12
"""In a question that is about the contest; a longer text speaks of more."""
ORDER = (Phase.OPEN, Phase.COMING, Phase.JUDGING, Phase.OVER)


@dataclass(frozen=True, kw_only=True)
class ContestFlow:
    """The handlers of contests. `sure` gives the curated answer to a question, if one is certain."""

    zone: ZoneInfo
    sure: Listener

    async def show(self, turn: Turn) -> Sequence[Reply]:
        """What is open first; nothing past looks like something to come."""
        phases = [(phase_of(row, turn.now), row) for row in await contests.known(turn.session)]
        phases.sort(key=lambda pair: ORDER.index(pair[0]))
        if not phases:
            return [Reply(text=turn.texts.say("contest.none"), buttons=[self._idea(turn.texts)])]
        blocks = [await self._say(turn.session, turn.texts, row, phase) for phase, row in phases[:MOST]]
        return [
            Reply(title=turn.texts.say("contest.title"), text="\n\n".join(blocks), buttons=[self._idea(turn.texts)])
        ]

    async def asked(self, turn: Turn) -> Sequence[Reply] | None:
        """A listener: whoever asks for the contest while one is open, or to come, hears of it first; what is known of
        earlier ones stands below."""
        said = {fold(word) for word in words_typed(turn.argument, most=100)}
        if not said & ASKING or len(said) > MOST_WORDS or turn.incoming.group:
            return None
        phases = {phase_of(row, turn.now) for row in await contests.known(turn.session)}
        if not phases & {Phase.OPEN, Phase.COMING}:
            return None
        earlier = await self.sure(turn) or ()
        return [*await self.show(turn), *earlier]

    async def _say(self, session: Session, texts: Texts, row: ContestRow, phase: Phase) -> str:
        winners = await self._winners(session, texts, row) if phase is Phase.OVER else []
        return "\n".join([say_contest(texts, row, phase, self.zone), *winners])

    async def _winners(self, session: Session, texts: Texts, row: ContestRow) -> list[str]:
        entries = [idea for idea in await contests.entries(session, row.id) if idea.prize and idea.stage in SHOWN]
        entries.sort(key=lambda idea: idea.prize or 0)
        return [
            texts.say("contest.winner", prize=row.prizes[idea.prize - 1], number=number_of(idea.id), title=idea.title)
            for idea in entries
            if idea.prize
        ]

    def _idea(self, texts: Texts) -> Button:
        return Button(label=texts.say("button.idea"), reference=reference("hand_in", "begin"))


def say_contest(texts: Texts, row: ContestRow, phase: Phase, zone: ZoneInfo) -> str:
    """A contest that people know of, as they read it; its winners stand below. Pure."""
    say, words = texts.say, words_of(row, texts)
    since, until = (_moment(texts, moment, zone) for moment in (row.opens, row.closes))
    when = {
        Phase.OPEN: say("contest.open", until=until),
        Phase.COMING: say("contest.coming", since=since, until=until),
        Phase.JUDGING: say("contest.judging", until=until),
        Phase.OVER: say("contest.over", until=until),
    }
    lines = [words["title"], when[phase]]
    if phase in (Phase.OPEN, Phase.COMING):
        lines.append(words["text"])
        lines += [say("contest.categories", categories=", ".join(row.categories))] if row.categories else []
        lines += [say("contest.prizes", prizes="; ".join(row.prizes))] if row.prizes else []
    return "\n".join(line for line in lines if line)


def words_of(row: ContestRow, texts: Texts) -> dict[str, str]:
    """Title and text in the language of the reader, in German where there is none."""
    found: dict[str, str] = row.words.get(texts.language) or row.words["de"]
    german = row.words["de"]
    return {part: found.get(part) or german.get(part, "") for part in ("title", "text")}


def _moment(texts: Texts, moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return texts.say("contest.moment", day=texts.full_day(local.date()), time=f"{local:%H:%M}")
