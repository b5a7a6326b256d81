"""Releasing the results: one deliberate act."""

from hackathon.core.decisions import Conflict, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.commands import release
from hackathon.events.setup.models import Event
from hackathon.judging.ballots.queries import progress_of
from hackathon.judging.ranking.facts import ResultsReleased
from hackathon.judging.ranking.models import Result
from hackathon.judging.ranking.policy import can_release
from hackathon.judging.ranking.queries import current_ranking
from hackathon.judging.ranking.rules import Ranked, fingerprint


def release_results(work: Work, event_id: int, *, seen: str | None = None) -> list[Ranked]:
    """Store the ranking and let everybody see it. It never changes again.

    `seen` is the fingerprint of the ranking that was looked at; another one is refused.
    """
    event = work.lock(Event, event_id)
    progress = progress_of(work.session, event.id)
    require(can_release(work.actor, event, progress, at=work.received_at))
    ranking = current_ranking(work.session, event.id)
    if seen is not None and seen != fingerprint(ranking):
        raise Conflict(_("A score came in since you opened the preview. Look at it again before you release."))
    work.session.add_all(_result(event.id, row) for row in ranking)
    release(work, event.id)
    work.record(ResultsReleased(subject_id=event.id, projects=len(ranking), ballots=progress.cast))
    return ranking


def _result(event_id: int, row: Ranked) -> Result:
    return Result(event_id=event_id, project_id=row.project_id, place=row.place, mean=row.mean, ballots=row.ballots)
