"""Inline mode: `@bot cockpit` typed in any chat offers cards; one that changes with time is kept true where it was put.

Nothing is stored of who asks or shares, and of what was typed. Telegram tells that a card was chosen only where inline
feedback is switched on at BotFather; without it a card stays as it was shared, and says of which day it is.
"""

import structlog
from telegram import (
    Bot,
    ChosenInlineResult,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.delivery.cards import Offered, Offers
from bot.delivery.shared import SharedCards
from bot.people.flow import JUST_ASK
from bot.telegram.reading import inline_address
from bot.telegram.rendering import draw

log = structlog.get_logger()

CACHED = 60
"""Seconds for which Telegram may give the same person the same cards. An event that moves meanwhile is no harm: the
card comes back with the words it has, and is changed."""


class Inline:
    """Answers inline queries, and notes what became of them."""

    def __init__(self, bot: Bot, offers: Offers, shared: SharedCards) -> None:
        self._bot = bot
        self._offers = offers
        self._shared = shared

    async def answer(self, query: InlineQuery) -> None:
        """Offer the cards that fit. A query that is too old by now harms nobody."""
        tag = query.from_user.language_code
        offered = await self._offers.to(query.query, tag)
        button = None
        if not offered:
            button = InlineQueryResultsButton(self._offers.nothing_found(tag), start_parameter=JUST_ASK)
        try:
            await self._bot.answer_inline_query(
                query.id, [self._article(each) for each in offered], cache_time=CACHED, is_personal=True, button=button
            )
        except TelegramError as error:
            log.debug("inline_query_not_answered", reason=type(error).__name__)

    async def note_chosen(self, chosen: ChosenInlineResult) -> None:
        """A card was put into a chat. Raises Unreachable."""
        if chosen.inline_message_id:
            await self._shared.share(inline_address(chosen.inline_message_id), chosen.result_id)

    def _article(self, offered: Offered) -> InlineQueryResultArticle:
        drawn = draw(offered.reply, self._bot.bot)[0]
        return InlineQueryResultArticle(
            id=offered.id,
            title=offered.reply.title,
            description=offered.hint,
            input_message_content=InputTextMessageContent(
                drawn.html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
            ),
            reply_markup=drawn.keyboard,
        )
