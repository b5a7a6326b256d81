"""The record as JSON: the newest checkpoint, to be kept elsewhere by a program, and the proof of one entry."""

from dataclasses import asdict
from typing import Any, NotRequired, TypedDict

from flask import jsonify
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import Conflict, Missing
from hackathon.core.i18n import _
from hackathon.core.ledger.proof import proof_of, public_key
from hackathon.core.ledger.seal import newest_checkpoint
from hackathon.people.record.queries import fact_seen
from hackathon.web.access import signed_in
from hackathon.web.api import api_blueprint, promises
from hackathon.web.database import contributions, session, viewing
from hackathon.web.shapes import Moment

blueprint = api_blueprint("record", __name__)


class CheckpointShown(TypedDict):
    """How many entries the record has and their root (hexadecimal), signed as a note of C2SP; the key verifies it."""

    size: int
    root: str
    at: Moment
    checkpoint: str
    key: str | None


class EntryShown(TypedDict):
    """What is sealed of a fact, by numbers and codes: who, what, to which thing, when."""

    fact: int
    kind: str
    stream: str
    audience: str
    actor: NotRequired[int]
    reason: NotRequired[str]
    at: Moment
    payload: dict[str, Any]


class ProofShown(TypedDict):
    """An entry, its number, and the audit path (RFC 6962) from its leaf to the root in a signed checkpoint.

    Saved as a file, it is verified by `verify.py --proof`. Without a checkpoint, none was signed since it was sealed.
    """

    seq: int
    entry: EntryShown
    leaf: str
    path: list[str]
    checkpoint: str | None
    key: str | None


@blueprint.get("/record/checkpoint")
@signed_in
@promises(CheckpointShown, refusals=(404,))
def checkpoint() -> ResponseReturnValue:
    """Give the newest checkpoint; kept elsewhere, it shows whether the record was cut or written anew."""
    signed = newest_checkpoint(session())
    if signed is None:
        raise Missing(_("No checkpoint was signed yet. The first follows within the hour."))
    shown: CheckpointShown = {
        "size": signed.size,
        "root": signed.root,
        "at": signed.at.isoformat(),
        "checkpoint": signed.signed,
        "key": public_key(session()),
    }
    return jsonify(shown)


@blueprint.get("/record/facts/<int:fact_id>/proof")
@signed_in
@promises(ProofShown, refusals=(409,))
def proof(fact_id: int) -> ResponseReturnValue:
    """Prove that an entry is in the record, to whoever reads it on a page; 409 while it is not sealed."""
    proven = proof_of(session(), fact_seen(viewing(), contributions(), fact_id))
    if proven is None:
        raise Conflict(_("This is sealed within a minute. Ask again then."))
    return jsonify(asdict(proven))
