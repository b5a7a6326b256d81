"""The only door to the chats: checks the address of an incoming webhook, and posts there."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _
from hackathon.core.outbound import (
    OutboundFailed,
    OutboundRefused,
    OutboundRules,
    Request,
    Resolve,
    admit,
    fetch,
    origin_of,
    resolve_host,
)

SECONDS = 15
ANSWER_BYTES = 64 * 1024


def checked_host(url: str, rules: OutboundRules, *, resolve: Resolve = resolve_host) -> str:
    """Return the host of a webhook that may be reached; raise `Invalid` beside the field otherwise."""
    try:
        return admit(url, rules, resolve=resolve).origin.host
    except OutboundRefused as refused:
        raise Invalid("url", refused.sentence) from refused


def post(url: str, message: Mapping[str, Any], rules: OutboundRules, *, key: str) -> None:
    """Post a message; `key` is the same over every attempt. Raises as `fetch` does, also where it is not taken."""
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    body = json.dumps(message).encode()
    asked = Request(url, "POST", headers, body, max_bytes=ANSWER_BYTES, seconds=SECONDS)
    answer = fetch(rules, asked)
    if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        raise OutboundFailed(
            _("%(host)s did not take the message (answer %(status)s). Is the webhook's address still right?")
            % {"host": origin_of(url).host, "status": answer.status}
        )
