"""What Telegram shows before anybody has written: the command menus and the profile, per language."""

from telegram import Bot, BotCommand

from bot.texts import TextBook
from knowledge.entries import Language

COMMANDS = {
    Language.GERMAN: {
        name: name for name in ("themen", "einfach", "abo", "sprache", "hilfe", "kontakt", "datenschutz", "meinedaten")
    },
    Language.ENGLISH: {
        "topics": "themen",
        "subs": "abo",
        "language": "sprache",
        "help": "hilfe",
        "contact": "kontakt",
        "privacy": "datenschutz",
        "mydata": "meinedaten",
    },
}
"""The commands of each menu, and the key of their description."""


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
