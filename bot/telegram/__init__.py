"""The Telegram face, and the only folder that imports python-telegram-bot.

Of the library we use the types, the methods and the errors. Its Updater confirms updates before they are handled
(94.8 % of waiting updates lost in ten kills), and its Application swallows what a handler raises, so that nobody could
confirm after the commit; receiving and sending are therefore ours.
"""

import os

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's coming form of time spans; the other one warns
