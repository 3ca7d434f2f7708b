"""One sample of every kind of update and of every kind of message, with marks in all that must go no further."""

from typing import Any

MARK = "quittengelee"
"""Stands wherever a person, a place or a file is named."""
NUMBER = 4242424242
"""Stands wherever a person is numbered, but for the one who writes."""
LATITUDE, LONGITUDE = 50.424242, 12.424242
DATE = 1_790_000_000

ME = {"id": 4839574812, "is_bot": True, "first_name": "Gera", "username": "gera_bot"}
ANN = {
    "id": 4711, "is_bot": False, "first_name": f"{MARK}a", "last_name": f"{MARK}b", "username": f"{MARK}c",
    "language_code": "de",
}  # fmt: skip
BOB = {"id": NUMBER, "is_bot": False, "first_name": f"{MARK}d", "username": f"{MARK}e"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
PRIVATE = {"id": 4711, "type": "private", "first_name": f"{MARK}a", "last_name": f"{MARK}b", "username": f"{MARK}c"}
GROUP = {"id": -1001, "type": "supergroup", "title": f"{MARK}f"}
CHANNEL = {"id": -1002, "type": "channel", "title": f"{MARK}g", "username": f"{MARK}h"}
FILE = {"file_id": MARK, "file_unique_id": MARK, "file_size": 1}
PICTURE = {**FILE, "width": 1, "height": 1}
PLACE = {"latitude": LATITUDE, "longitude": LONGITUDE}
REACTION = {"type": "emoji", "emoji": "👍"}
POLL = {
    "id": "1", "question": MARK, "options": [{"text": MARK, "voter_count": 1, "persistent_id": "1"}],
    "total_voter_count": 1, "is_closed": False, "is_anonymous": True, "type": "regular",
    "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
}  # fmt: skip
BOOST = {"boost_id": "1", "add_date": DATE, "expiration_date": DATE, "source": {"source": "premium", "user": BOB}}
MEMBER = {"user": BOB, "status": "member"}


def message(chat: dict[str, Any] = PRIVATE, sender: dict[str, Any] | None = ANN, **content: Any) -> dict[str, Any]:
    """A message as Telegram writes it."""
    head = {"message_id": 17, "chat": chat, "date": DATE}
    return head | ({"from": sender} if sender else {}) | content


def member_update(chat: dict[str, Any]) -> dict[str, Any]:
    return {"chat": chat, "from": BOB, "date": DATE, "old_chat_member": MEMBER, "new_chat_member": MEMBER}


BUSINESS = {"business_connection_id": MARK}
UPDATES: dict[str, dict[str, Any]] = {
    "message": message(text="Guten Tag"),
    "edited_message": message(text="Guten Tag", edit_date=DATE),
    "channel_post": message(CHANNEL, None, sender_chat=CHANNEL, text=MARK),
    "edited_channel_post": message(CHANNEL, None, sender_chat=CHANNEL, text=MARK, edit_date=DATE),
    "business_connection": {
        "id": MARK, "user": BOB, "user_chat_id": NUMBER, "date": DATE, "is_enabled": True, "can_reply": True,
    },
    "business_message": message(text=MARK, **BUSINESS),
    "edited_business_message": message(text=MARK, edit_date=DATE, **BUSINESS),
    "deleted_business_messages": {"business_connection_id": MARK, "chat": PRIVATE, "message_ids": [1, 2]},
    "message_reaction": {
        "chat": PRIVATE, "message_id": 17, "user": BOB, "date": DATE, "old_reaction": [], "new_reaction": [REACTION],
    },
    "message_reaction_count": {
        "chat": GROUP, "message_id": 17, "date": DATE, "reactions": [{"type": REACTION, "total_count": 1}],
    },
    "inline_query": {"id": "1", "from": BOB, "query": MARK, "offset": ""},
    "chosen_inline_result": {"result_id": "1", "from": BOB, "query": MARK, "inline_message_id": "AAAA"},
    "callback_query": {
        "id": "1", "from": ANN, "chat_instance": "1", "data": "1:topics:", "message": message(sender=ME, text="x"),
    },
    "shipping_query": {
        "id": "1", "from": BOB, "invoice_payload": MARK,
        "shipping_address": dict.fromkeys(
            ("country_code", "state", "city", "street_line1", "street_line2", "post_code"), MARK
        ),
    },
    "pre_checkout_query": {"id": "1", "from": BOB, "currency": "EUR", "total_amount": 1, "invoice_payload": MARK},
    "purchased_paid_media": {"from": BOB, "paid_media_payload": MARK},
    "poll": POLL,
    "poll_answer": {"poll_id": "1", "user": BOB, "option_ids": [0], "option_persistent_ids": ["1"]},
    "my_chat_member": member_update(PRIVATE),
    "chat_member": member_update(GROUP),
    "chat_join_request": {"chat": GROUP, "from": BOB, "user_chat_id": NUMBER, "date": DATE},
    "chat_boost": {"chat": CHANNEL, "boost": BOOST},
    "removed_chat_boost": {"chat": CHANNEL, "boost_id": "1", "remove_date": DATE, "source": BOOST["source"]},
    "managed_bot": {"user": BOB, "bot": ME},
    "guest_message": message(text=MARK, guest_query_id="1"),
}  # fmt: skip
"""A well-formed sample for every field of Update."""

ORIGIN = {"type": "user", "sender_user": BOB, "date": DATE}
THINGS: dict[str, dict[str, Any]] = {
    "photo": {"photo": [PICTURE, PICTURE]},
    "sticker": {"sticker": {**PICTURE, "type": "regular", "is_animated": False, "is_video": False, "set_name": MARK}},
    "animation": {"animation": {**PICTURE, "duration": 1, "file_name": MARK}, "document": {**FILE, "file_name": MARK}},
    "dice": {"dice": {"emoji": "🎲", "value": 4}},
    "voice": {"voice": {**FILE, "duration": 1}},
    "audio": {"audio": {**FILE, "duration": 1, "performer": MARK, "title": MARK}},
    "video": {"video": {**PICTURE, "duration": 1, "file_name": MARK}},
    "video_note": {"video_note": {**FILE, "length": 1, "duration": 1}},
    "venue": {"venue": {"location": PLACE, "title": MARK, "address": MARK}, "location": PLACE},
    "location": {"location": {**PLACE, "horizontal_accuracy": 1.5, "live_period": 900}},
    "document": {"document": {**FILE, "file_name": MARK, "mime_type": "application/pdf"}},
    "contact": {
        "contact": {"phone_number": f"+49365{NUMBER}", "first_name": MARK, "last_name": MARK, "user_id": NUMBER,
                    "vcard": MARK},
    },
    "poll": {"poll": POLL},
    "story": {"story": {"chat": CHANNEL, "id": 1}},
    "game": {"game": {"title": MARK, "description": MARK, "photo": [PICTURE]}},
    "paid_media": {"paid_media": {"star_count": 1, "paid_media": [{"type": "photo", "photo": [PICTURE]}]}},
    "checklist": {"checklist": {"title": MARK, "tasks": [{"id": 1, "text": MARK}]}},
    "live_photo": {"live_photo": {**PICTURE, "duration": 1}},
}  # fmt: skip
"""What a message carries instead of text."""

SERVICE: dict[str, dict[str, Any]] = {
    "a new title": {"new_chat_title": MARK},
    "a pinned message": {"pinned_message": message(GROUP, BOB, text=MARK)},
    "somebody came": {"new_chat_members": [BOB]},
    "somebody went": {"left_chat_member": BOB},
    "a new picture": {"new_chat_photo": [PICTURE]},
    "no picture": {"delete_chat_photo": True},
    "a group was made": {"group_chat_created": True},
    "it was another group": {"migrate_from_chat_id": -5},
    "a call": {"video_chat_started": {}},
    "a timer": {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
    "a shared person": {"users_shared": {"request_id": 1, "users": [{"user_id": NUMBER, "first_name": MARK}]}},
    "a shared chat": {"chat_shared": {"request_id": 1, "chat_id": NUMBER, "title": MARK}},
    "a walk past": {"proximity_alert_triggered": {"traveler": BOB, "watcher": ANN, "distance": 1}},
    "the right to write": {"write_access_allowed": {"from_request": True}},
}
"""What Telegram itself says in a chat."""
