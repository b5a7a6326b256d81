"""Warns the owner that a pilot ends, and tells everybody that it did."""

from typing import cast

from hackathon.core.facts import Happened
from hackathon.core.i18n import _, lazy
from hackathon.core.work import Work
from hackathon.promotion.cases.commands import tell
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import people_of
from hackathon.promotion.pilots.facts import PilotEnding

ENDING = lazy("The pilot of use case %(number)s, “%(title)s”, ends soon")
ENDED = lazy("The pilot of use case %(number)s, “%(title)s”, has ended")


def warn_owner(work: Work, happened: Happened) -> None:
    """Say to the owner and the deputy by when something has to be measured."""
    case, fact = work.get(UseCase, happened.fact.subject_id), cast(PilotEnding, happened.fact)
    people = {who for who in (case.owner_id, case.deputy_id) if who is not None}
    words = _("It ends in %(days)s days, unless a reading shows how it stands against the baseline.")
    tell(work, case, happened, to=people, subject=ENDING, text=words % {"days": fact.days}, page="/readings/new")


def tell_of_pilot_end(work: Work, happened: Happened) -> None:
    """Tell the owner, the team and who nominated it."""
    case = work.get(UseCase, happened.fact.subject_id)
    words = _("Nothing was measured since it began, so nobody knows whether it helps. Its record stays.")
    tell(work, case, happened, to=people_of(work.session, case), subject=ENDED, text=words)
