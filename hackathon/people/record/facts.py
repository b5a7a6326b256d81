"""What people did about the record; auditors and administrators read it."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy

THE_ONE = 1
"""There is one record; its facts are about it by this number."""


@dataclass(frozen=True, kw_only=True)
class RecordFact(Fact):
    """What all facts about the record carry."""

    subject = "record"
    audience = Audience.ADMINS

    subject_id: int = THE_ONE


@dataclass(frozen=True, kw_only=True)
class CheckpointAsked(RecordFact):
    """Somebody had it signed how far the record is; the checkpoint that follows counts this entry too."""

    kind = "people.record.checkpoint_asked"
    sentence = lazy("%(actor)s had a checkpoint of the record signed")


@dataclass(frozen=True, kw_only=True)
class AddressAdded(RecordFact):
    """From here on checkpoints are mailed to one more address."""

    kind = "people.record.address_added"
    sentence = lazy("%(actor)s had checkpoints of the record mailed to one more address (number %(address)s)")

    address: int


@dataclass(frozen=True, kw_only=True)
class AddressRemoved(RecordFact):
    """Checkpoints are not mailed to an address any more."""

    kind = "people.record.address_removed"
    sentence = lazy("%(actor)s stopped mailing checkpoints of the record to an address (number %(address)s)")

    address: int
