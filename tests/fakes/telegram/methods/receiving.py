"""Who the bot is, its updates, and its webhook."""

from typing import Any
from urllib.parse import urlsplit

from ..errors import bad_request
from ..updates import DEFAULT_KINDS, WEBHOOK_CAME
from ..webhook import Address
from .asked import Asked, Method, Remarked, Written

PORTS = frozenset({443, 80, 88, 8443})
SECRET_LIMIT = 256
SECRET_SIGNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
LONGEST_POLL = 50
MOST_UPDATES = 100


def get_me(asked: Asked) -> dict[str, Any]:
    world = asked.world
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": world.inline,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_updates(asked: Asked) -> Written:
    params, queue = asked.params, asked.town.updates
    if not queue.webhook_is_set:
        queue.ask_for(params.parsed("allowed_updates", "allowed updates"))
    limit = params.integer("limit", MOST_UPDATES, 1, MOST_UPDATES)
    timeout = params.integer("timeout", 0, 0, LONGEST_POLL)
    entries = await queue.get(params.integer("offset"), limit, timeout)
    return Written([entry.content for entry in entries], f"[{','.join(entry.text for entry in entries)}]")


async def set_webhook(asked: Asked) -> Remarked:
    params, town = asked.params, asked.town
    url = params.text("url").strip()
    if not url:
        return await delete_webhook(asked)
    address = Address(url, params.text("secret_token"), params.integer("max_connections", 40, 1, 100))
    kinds = params.parsed("allowed_updates", "allowed updates")
    drop = params.flag("drop_pending_updates")
    if address == town.webhook.address and not drop:
        town.updates.ask_for(kinds)
        return Remarked(True, "Webhook is already set")
    _check_address(address, town.http_webhooks)
    town.updates.interrupt(WEBHOOK_CAME)
    if drop:
        town.updates.drop_all()
    town.updates.ask_for(kinds)
    await town.webhook.set(address)
    return Remarked(True, "Webhook was set")


async def delete_webhook(asked: Asked) -> Remarked:
    was_set = asked.town.webhook.address is not None
    if was_set:
        await asked.town.webhook.remove()
    if asked.params.flag("drop_pending_updates"):
        asked.town.updates.drop_all()
    return Remarked(True, "Webhook was deleted" if was_set else "Webhook is already deleted")


def get_webhook_info(asked: Asked) -> dict[str, Any]:
    webhook, queue = asked.town.webhook, asked.town.updates
    queue.expire()
    info: dict[str, Any] = {
        "url": webhook.address.url if webhook.address else "",
        "has_custom_certificate": False,
        "pending_update_count": len(queue),
    }
    if webhook.address:
        info |= {"max_connections": webhook.address.max_connections, "ip_address": "127.0.0.1"}
    if webhook.last_error:
        info |= {"last_error_date": webhook.last_error_at, "last_error_message": webhook.last_error}
    if queue.kinds != DEFAULT_KINDS:
        info["allowed_updates"] = sorted(queue.kinds)
    return info


async def close(asked: Asked) -> bool:
    """close and logOut do no more than end the webhook here."""
    await asked.town.webhook.remove()
    return True


def _check_address(address: Address, http_is_fine: bool) -> None:
    try:
        parts = urlsplit(address.url)
        port = parts.port
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if len(address.secret) > SECRET_LIMIT:
        raise bad_request("secret token is too long")
    if not set(address.secret) <= SECRET_SIGNS:
        raise bad_request("secret token contains unallowed characters")
    if http_is_fine:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


METHODS: dict[str, Method] = {
    "getme": get_me,
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
    "close": close,
    "logout": close,
}
