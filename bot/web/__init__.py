"""Everything over HTTP: the browser chat, Telegram's webhook, the health page."""
