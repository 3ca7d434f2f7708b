"""What Telegram shows before anybody has written: the command menus and the profile, per language."""

import structlog
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.conversation.rights import Right, may
from bot.telegram.reading import FACE, chat_of
from bot.texts import TextBook
from knowledge.entries import Language
from storage import staff_menus
from storage.database import Database
from storage.errors import AlreadyTaken

log = structlog.get_logger()

COMMANDS = {
    Language.GERMAN: {
        name: name
        for name in (
            "themen",
            "termine",
            "idee",
            "ideen",
            "meine",
            "einfach",
            "abo",
            "sprache",
            "hilfe",
            "kontakt",
            "datenschutz",
            "meinedaten",
        )
    },
    Language.ENGLISH: {
        "topics": "themen",
        "events": "termine",
        "idea": "idee",
        "ideas": "ideen",
        "mine": "meine",
        "subs": "abo",
        "language": "sprache",
        "help": "hilfe",
        "contact": "kontakt",
        "privacy": "datenschutz",
        "mydata": "meinedaten",
    },
}
"""The commands of each menu, and the key of their description."""

STAFF_COMMANDS = {
    "team": Right.LOOK,
    "rundruf": Right.COMPOSE,
    "antwort": Right.MODERATE,
    "moderation": Right.MODERATE,
    "einladen": Right.ADMINISTER,
    "abbrechen": Right.LOOK,
}
"""What the menu in a staff member's own chat shows in addition, if their role has the right."""


async def show_menus(bot: Bot, textbook: TextBook) -> None:
    """Set menus and profile; German is what everybody sees whose language has none of its own. Raises TelegramError."""
    for language, commands in COMMANDS.items():
        texts = textbook.of(language)
        code = None if language is Language.GERMAN else language.value
        await bot.set_my_commands(
            [BotCommand(command, texts.say(f"menu.{key}")) for command, key in commands.items()], language_code=code
        )
        await bot.set_my_short_description(texts.say("profile.about"), language_code=code)
        await bot.set_my_description(texts.say("profile.about"), language_code=code)


async def show_staff_menus(bot: Bot, textbook: TextBook, database: Database) -> None:
    """Give every member of the staff a menu of their own, and take it from whoever is one no more.

    Looks at what should stand and what stands, so it makes up for whatever was missed. A chat that Telegram refuses is
    not asked for again. Raises StorageError.
    """
    async with database.reading() as session:
        wanted, shown = await staff_menus.wanted(session), await staff_menus.shown(session)
    for address in sorted({*wanted, *shown}):
        menu = wanted.get(address)
        if menu == shown.get(address) or not address.startswith(f"{FACE}:"):
            continue
        try:
            await _show(bot, textbook, BotCommandScopeChat(chat_of(address)), menu)
        except (BadRequest, Forbidden) as error:
            log.warning("staff_menu_refused", reason=type(error).__name__)
        except TelegramError as error:
            log.warning("staff_menus_wait", reason=type(error).__name__)
            return
        try:
            async with database.writing() as session:
                await staff_menus.record(session, address, menu)
        except AlreadyTaken:
            pass  # another replica did the same


async def _show(bot: Bot, textbook: TextBook, chat: BotCommandScopeChat, menu: str | None) -> None:
    if menu is None:
        await bot.delete_my_commands(chat)
        return
    role, _, spoken = menu.partition(":")
    texts = textbook.of(spoken)
    usual = COMMANDS[texts.language if texts.language in COMMANDS else Language.GERMAN]
    commands = [
        BotCommand(name, texts.say(f"staffmenu.{name}")) for name, right in STAFF_COMMANDS.items() if may(role, right)
    ]
    commands += [BotCommand(name, texts.say(f"menu.{key}")) for name, key in usual.items()]
    await bot.set_my_commands(commands, chat)
