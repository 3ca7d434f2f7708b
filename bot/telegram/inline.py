"""Inline mode: `@bot cockpit` typed in any chat offers cards. Nothing is stored, not even that somebody asked."""

import structlog
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.answering.sharing import Card, Sharing
from bot.people.flow import JUST_ASK
from bot.telegram.rendering import draw

log = structlog.get_logger()

CACHED = 300
"""Seconds for which Telegram may give the same person the same cards: entries change by the day."""


class Inline:
    """Answers inline queries."""

    def __init__(self, bot: Bot, sharing: Sharing) -> None:
        self._bot = bot
        self._sharing = sharing

    async def answer(self, query: InlineQuery) -> None:
        """Offer the cards that fit. A query that is too old by now harms nobody."""
        tag = query.from_user.language_code
        cards = self._sharing.cards(query.query, tag)
        button = None
        if not cards:
            button = InlineQueryResultsButton(self._sharing.nothing_found(tag), start_parameter=JUST_ASK)
        try:
            await self._bot.answer_inline_query(
                query.id, [self._article(card) for card in cards], cache_time=CACHED, is_personal=True, button=button
            )
        except TelegramError as error:
            log.debug("inline_query_not_answered", reason=type(error).__name__)

    def _article(self, card: Card) -> InlineQueryResultArticle:
        back = InlineKeyboardButton(card.open_label, url=f"https://t.me/{self._bot.username}?start={card.id}")
        return InlineQueryResultArticle(
            id=card.id,
            title=card.reply.title,
            description=card.reply.note,
            input_message_content=InputTextMessageContent(
                draw(card.reply)[0].html,
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            ),
            reply_markup=InlineKeyboardMarkup([[back]]),
        )
