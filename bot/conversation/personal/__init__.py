"""Personal data in what somebody wrote: found, named and blacked out before any of it is stored.

Pure functions on a text. When they are asked, and what the person may then choose, is for the flows.
"""

from bot.conversation.personal.finding import BLACKED_OUT, find_personal_data, redact
from bot.conversation.personal.found import Found, Kind

__all__ = ["BLACKED_OUT", "Found", "Kind", "find_personal_data", "redact"]
