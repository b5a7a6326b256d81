"""What can be done with readings: give one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hackathon.core.decisions import Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.rules import need_link
from hackathon.promotion.impact.facts import ReadingGiven
from hackathon.promotion.impact.models import Reading
from hackathon.promotion.impact.policy import can_give_reading
from hackathon.promotion.impact.rules import latest_date, objection_to_value, plain


@dataclass(frozen=True)
class ReadingDraft:
    """A measured value as somebody typed it."""

    value: Decimal
    measured_on: date
    method: str
    link: str = ""


def give_reading(work: Work, case_id: int, draft: ReadingDraft) -> Reading:
    """Add a measured value; a wrong one is corrected by a later one, never changed."""
    case = work.lock(UseCase, case_id)
    require(can_give_reading(work.actor, case))
    _require_sound(work, draft)
    reading = work.add(
        Reading(
            case_id=case.id,
            value=draft.value,
            measured_on=draft.measured_on,
            method=draft.method.strip(),
            link=need_link("link", draft.link),
            given_by=work.actor.id,
            given_at=work.now,
        )
    )
    work.record(
        ReadingGiven(
            subject_id=case.id,
            event_id=case.event_id,
            project_id=case.project_id,
            reading_id=reading.id,
            value=plain(draft.value),
            measured_on=draft.measured_on.isoformat(),
        )
    )
    return reading


def _require_sound(work: Work, draft: ReadingDraft) -> None:
    objection = objection_to_value(draft.value)
    if objection:
        raise Invalid("value", objection)
    if draft.measured_on > latest_date(work.now):
        raise Invalid("measured_on", _("This day has not come yet. Give the day it was measured."))
    if not draft.method.strip():
        raise Invalid("method", _("Say how it was measured, so that somebody else can do it again."))
