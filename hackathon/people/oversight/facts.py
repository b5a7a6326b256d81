"""What administrators did about background work."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class JobRetried(Fact):
    kind = "people.oversight.job_retried"
    subject = "job"
    sentence = lazy("%(actor)s had background work %(subject_id)s tried again")
    audience = Audience.ADMINS


@dataclass(frozen=True, kw_only=True)
class DeliveryRetried(Fact):
    kind = "people.oversight.delivery_retried"
    subject = "delivery"
    sentence = lazy("%(actor)s had reaction %(subject_id)s tried again")
    audience = Audience.ADMINS
