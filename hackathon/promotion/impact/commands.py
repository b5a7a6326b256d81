"""What can be done with readings: give one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hackathon.core.decisions import Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.people.inbox.commands import notify
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.rules import need_link
from hackathon.promotion.impact.facts import MeasuringReminded, ReadingGiven
from hackathon.promotion.impact.models import MeasuringReminder, Reading
from hackathon.promotion.impact.policy import can_give_reading, can_remind
from hackathon.promotion.impact.queries import running_cases
from hackathon.promotion.impact.rules import latest_date, objection_to_value, plain, step_due
from hackathon.teams.formation.models import Team


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
            **case.stream,
            reading_id=reading.id,
            value=plain(draft.value),
            measured_on=draft.measured_on.isoformat(),
        )
    )
    return reading


def remind_to_measure(work: Work, case_id: int) -> None:
    """Remind owner and captain to measure a live use case, unless that is not, or no longer, due at this moment."""
    require(can_remind(work.actor))
    case = work.lock(UseCase, case_id)
    days = next((step_due(each, work.now) for each in running_cases(work.session, [case.id])), None)
    if days is None:
        return
    work.add(MeasuringReminder(case_id=case.id, days=days, at=work.now))
    _tell_to_measure(work, case, days)
    work.record(
        MeasuringReminded(**case.stream, days=days),
    )


def _tell_to_measure(work: Work, case: UseCase, days: int) -> None:
    words = {"number": case.number, "title": case.title, "days": days}
    people = {case.owner_id, work.get(Team, case.team_id).captain_id}
    notify(
        work,
        filter(None, people),
        key=f"promotion.impact.measure:{case.id}:{days}",
        subject=_("Measure use case %(number)s, “%(title)s”") % words,
        text=_("It has been live for %(days)s days, and nothing was measured lately. Add a reading: value, day, how.")
        % words,
        path=f"/use-cases/{case.number}/readings/new",
    )


def _require_sound(work: Work, draft: ReadingDraft) -> None:
    objection = objection_to_value(draft.value)
    if objection:
        raise Invalid("value", objection)
    if draft.measured_on > latest_date(work.now):
        raise Invalid("measured_on", _("This day has not come yet. Give the day it was measured."))
    if not draft.method.strip():
        raise Invalid("method", _("Say how it was measured, so that somebody else can do it again."))
