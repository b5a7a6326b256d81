"""How a fact is written down in the record."""

import json
from datetime import UTC
from typing import Any

import rfc8785

from hackathon.core.facts import FactRow

_MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"


def entry_of(fact: FactRow) -> dict[str, Any]:
    """Return what is sealed of a fact: who, what, to which thing, when; fields without a value are left out."""
    entry = {
        "fact": fact.id,
        "kind": fact.kind,
        "stream": f"{fact.stream_kind}:{fact.stream_id}",
        "audience": fact.audience,
        "actor": fact.actor_id,
        "reason": fact.actor_reason,
        "at": fact.at.astimezone(UTC).strftime(_MOMENT),
        "payload": json.loads(fact.payload),
    }
    return {name: value for name, value in entry.items() if value is not None}


def sealed(seq: int, entry: dict[str, Any]) -> bytes:
    """Write an entry with its number as canonical JSON (RFC 8785): what its leaf is the hash of."""
    return rfc8785.dumps({"entry": entry, "seq": seq})


def line(seq: int, entry: dict[str, Any], leaf: str) -> bytes:
    """Write an entry as a line of an exported record."""
    return rfc8785.dumps({"entry": entry, "leaf": leaf, "seq": seq}) + b"\n"
