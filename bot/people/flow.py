"""Welcome, help, language, privacy, contact: what a person may ask about the assistant itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.conversation.routing import Handler, Turn, similar_command
from bot.conversation.words import Button, Reply, reference
from bot.texts import TextBook
from knowledge.entries import Language

JUST_ASK = "frage"
"""The deep link of whoever wants to ask something that was not found: a code that leads to no entry, and is not old."""

LANGUAGES = {
    "deutsch": Language.GERMAN,
    "german": Language.GERMAN,
    "einfach": Language.SIMPLE,
    "english": Language.ENGLISH,
    "englisch": Language.ENGLISH,
}


@dataclass(frozen=True, kw_only=True)
class PeopleFlow:
    """The handlers of this room. `show_entry` is the answering room's, handed in where the parts are put together."""

    textbook: TextBook
    show_entry: Handler
    knows_entry: Callable[[str], bool]
    doors: Mapping[str, Handler] = field(default_factory=dict)
    """What else a deep link may open: `/start abo`, `/start name_argument`."""

    def introduction(self, turn: Turn) -> Sequence[Reply]:
        """What a stranger is told who did not begin with the welcome."""
        return [Reply(text=turn.texts.say("start.notice"))]

    async def start(self, turn: Turn) -> Sequence[Reply]:
        """The welcome; with a deep link (`/start solar-benches`) the entry that the link asks for right below."""
        welcome = Reply(text=turn.texts.say("start.welcome"), buttons=self._first_steps(turn))
        if turn.argument in {"", JUST_ASK}:
            return [welcome]
        name, _, argument = turn.argument.partition("_")
        if door := self.doors.get(name):
            return [*(() if turn.known else self.introduction(turn)), *await door(replace(turn, argument=argument))]
        if self.knows_entry(turn.argument):
            return [*self.introduction(turn), *await self.show_entry(turn)]
        return [Reply(text=turn.texts.say("start.old_link")), welcome]

    async def help(self, turn: Turn) -> Sequence[Reply]:
        """What can be asked, and every command."""
        return [Reply(text=turn.texts.say("help.text"), buttons=self._first_steps(turn))]

    async def language(self, turn: Turn) -> Sequence[Reply]:
        """Choose a language: by button, or typed behind the command."""
        wanted = LANGUAGES.get(turn.argument.lower()) or (
            Language(turn.argument) if turn.argument in list(Language) else None
        )
        if wanted is None:
            return [
                Reply(
                    text=turn.texts.say("language.choose"),
                    buttons=[
                        Button(
                            label=self.textbook.of(language).say("language.name"),
                            reference=reference("language", language),
                        )
                        for language in Language
                    ],
                )
            ]
        return await self._speak(turn, wanted)

    async def simple(self, turn: Turn) -> Sequence[Reply]:
        """`/einfach` switches plain German on and off."""
        spoken = turn.person.language == Language.SIMPLE
        return await self._speak(turn, Language.GERMAN if spoken else Language.SIMPLE)

    async def privacy(self, turn: Turn) -> Sequence[Reply]:
        """What is stored, for how long, and who can read along."""
        return [Reply(text=turn.texts.say("privacy.text")), Reply(text=turn.texts.say("privacy.rights"))]

    async def contact(self, turn: Turn) -> Sequence[Reply]:
        """People of the city."""
        return [Reply(text=turn.texts.say("contact.text"))]

    def unknown_command(self, commands: Mapping[str, Handler]) -> Handler:
        """The handler for a command that is none of these: the nearest known one is offered."""

        async def answer(turn: Turn) -> Sequence[Reply]:
            known = similar_command(turn.argument, commands)
            if known is None:
                return [Reply(text=turn.texts.say("command.unknown"), buttons=self._first_steps(turn))]
            return [Reply(text=turn.texts.say("command.similar", typed=turn.argument, known=known))]

        return answer

    async def joined(self, turn: Turn) -> Sequence[Reply]:
        """The assistant was added to a group: what it reads there and what it does not."""
        return [Reply(text=turn.texts.say("group.joined"))]

    async def attachment(self, turn: Turn) -> Sequence[Reply]:
        """Something that is not text: a friendly word on what to do instead. Nothing of it is kept."""
        return [Reply(text=turn.texts.say(f"attachment.{turn.incoming.attachment}"), buttons=self._first_steps(turn))]

    async def old_button(self, turn: Turn) -> Sequence[Reply]:
        """A button that this version does not know."""
        return [Reply(text=turn.texts.say("button.old"), buttons=self._first_steps(turn))]

    async def _speak(self, turn: Turn, language: Language) -> Sequence[Reply]:
        turn.person.language = language
        texts = self.textbook.of(language)
        said = Reply(text=texts.say("language.set"))
        if not turn.person.entry:
            return [said]
        return [said, *await self.show_entry(replace(turn, texts=texts, argument=turn.person.entry))]

    def _first_steps(self, turn: Turn) -> list[Button]:
        say = turn.texts.say
        return [
            Button(label=say("button.what_is_it"), reference=reference("entry", "smartcity")),
            Button(label=say("button.topics"), reference=reference("topics")),
            Button(label=say("button.events"), reference=reference("events")),
            Button(label=say("button.idea"), reference=reference("hand_in", "begin")),
            Button(label=say("button.language"), reference=reference("language")),
            Button(label=say("button.privacy"), reference=reference("privacy")),
        ]
