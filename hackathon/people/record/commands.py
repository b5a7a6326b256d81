"""What people do about the record: have it signed, and say where its checkpoints are kept."""

from sqlalchemy import delete

from hackathon.core.decisions import Conflict, require
from hackathon.core.i18n import _
from hackathon.core.ledger.models import LedgerAddress
from hackathon.core.work import Work
from hackathon.people.accounts.rules import plain_email
from hackathon.people.record.facts import AddressAdded, AddressRemoved, CheckpointAsked
from hackathon.people.record.policy import can_set_addresses, can_sign


def ask_for_checkpoint(work: Work) -> None:
    """Write down who has the record signed; the checkpoint is signed once this stands, so that it counts it too."""
    require(can_sign(work.actor))
    work.record(CheckpointAsked())


def add_address(work: Work, typed: str) -> LedgerAddress:
    """Have each new checkpoint mailed to one more address."""
    require(can_set_addresses(work.actor))
    address = LedgerAddress(address=plain_email(typed), since=work.now)
    added = work.add(address, unless_taken=Conflict(_("Checkpoints are mailed to this address already.")))
    work.record(AddressAdded(address=added.id))
    return added


def remove_address(work: Work, address_id: int) -> None:
    """Mail no more checkpoints to an address."""
    require(can_set_addresses(work.actor))
    gone = work.lock(LedgerAddress, address_id)
    work.session.execute(delete(LedgerAddress).where(LedgerAddress.id == gone.id))
    work.record(AddressRemoved(address=address_id))
