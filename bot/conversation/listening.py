"""Free text is answered in the language it is written in, unless the person has chosen one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.conversation.routing import Listener, Turn
from bot.conversation.words import Reply
from bot.texts import TextBook


@dataclass(frozen=True, kw_only=True)
class Listening:
    """`language_of` is the language of a text; None where its words could be either."""

    textbook: TextBook
    language_of: Callable[[str], str | None]

    def in_their_language(self, listener: Listener) -> Listener:
        """A listener that answers so; buttons below its answer are pressed in the same language."""

        async def heard(turn: Turn) -> Sequence[Reply] | None:
            person = turn.person
            language = person.language or self.language_of(turn.incoming.text)
            if language is None:
                return await listener(turn)
            texts = self.textbook.of(language)
            answer = await listener(replace(turn, texts=texts))
            if answer is not None:
                person.spoken = texts.language
            return answer

        return heard
