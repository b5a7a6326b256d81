"""What can be done with limits: change them."""

from collections.abc import Mapping

from hackathon.core.decisions import require
from hackathon.core.work import Work
from hackathon.people.organization.models import THE_ONE
from hackathon.promotion.limits.facts import LimitChanged
from hackathon.promotion.limits.models import ChangedLimit
from hackathon.promotion.limits.policy import can_set_limits
from hackathon.promotion.limits.queries import limits_now
from hackathon.promotion.limits.rules import Limit, need_limit


def set_limits(work: Work, values: Mapping[Limit, int | None]) -> None:
    """Change limits; those that stay what they are leave no trace."""
    require(can_set_limits(work.actor))
    before = limits_now(work.session)
    for limit, value in values.items():
        after = need_limit(limit, value)
        if after != before[limit]:
            _set(work, limit, after)
            work.record(LimitChanged(subject_id=THE_ONE, limit=limit, before=before[limit], after=after))


def _set(work: Work, limit: Limit, value: int) -> None:
    row = work.session.get(ChangedLimit, limit, with_for_update=True)
    if row is None:
        work.add(ChangedLimit(name=limit, value=value, changed_by=work.actor.id, changed_at=work.now))
    else:
        row.value, row.changed_by, row.changed_at = value, work.actor.id, work.now  # type: ignore[assignment]
