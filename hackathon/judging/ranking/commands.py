"""Releasing the results: one deliberate act, and what can follow it."""

from sqlalchemy import delete, update

from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.commands import release
from hackathon.events.setup.models import Event
from hackathon.judging.ranking.facts import ResultsChecked, ResultsReissued, ResultsReleased
from hackathon.judging.ranking.models import FIRST_EDITION, Result, ResultEdition
from hackathon.judging.ranking.policy import (
    CHECKING,
    can_check,
    can_note_check,
    can_reissue,
    can_release,
    is_announceable,
)
from hackathon.judging.ranking.queries import Present, newest_edition, present_ranking
from hackathon.judging.ranking.rules import Ranked, fingerprint, written
from hackathon.judging.tallies.models import RankingDecision
from hackathon.judging.tallies.queries import competes


def release_results(work: Work, event_id: int, *, seen: str | None = None) -> list[Ranked]:
    """Store the ranking and let everybody see it.

    `seen` is the fingerprint of the ranking that was looked at; another one is refused, and so is one for which
    figures are still being computed.
    """
    event = work.lock(Event, event_id)
    present = present_ranking(work.session, event.id)
    require(can_release(work.actor, event, present.progress, at=work.received_at))
    _check(present, seen)
    _keep(work, event, present, number=FIRST_EDITION)
    release(work, event.id)
    work.record(
        ResultsReleased(subject_id=event.id, projects=len(present.rows), ballots=len(present.counted.tally.scored))
    )
    return list(present.rows)


def reissue_results(work: Work, event_id: int, *, reason: str, seen: str | None = None) -> list[Ranked]:
    """Put a new edition in the place of a released ranking, for a reason that everybody reads; the old one is kept."""
    event = work.lock(Event, event_id)
    require(can_reissue(work.actor, event, competes=competes(work.session, work.actor, event.id)))
    if not reason.strip():
        raise Invalid("reason", _("Say why; everybody reads it."))
    present, newest = present_ranking(work.session, event.id), newest_edition(work.session, event.id)
    _check(present, seen)
    if newest is not None and newest.outcome == written(present.rows):
        raise Conflict(_("Nothing changed: the ranking is the one that was released."))
    work.session.execute(delete(Result).where(Result.event_id == event.id))
    edition = _keep(work, event, present, number=(newest.number if newest else 0) + 1)
    said = work.state(reason)
    edition.statement_id = said.id
    work.record(ResultsReissued(subject_id=event.id, edition=edition.number, **said.reference()))
    return list(present.rows)


def ask_for_check(work: Work, event_id: int) -> None:
    """Have the released ranking computed again from the ballots that are kept with it."""
    event = work.lock(Event, event_id)
    require(can_check(work.actor, event))
    newest = newest_edition(work.session, event.id)
    if newest is None:
        raise Conflict(_("These results were released before ballots were kept with them."))
    work.request_job(CHECKING, newest.id)
    work.record(ResultsChecked(subject_id=event.id, edition=newest.number))


def note_check(work: Work, edition_id: int, outcome: str) -> None:
    """Write down whether computing again gave the same, to the byte."""
    require(can_note_check(work.actor))
    edition = work.lock(ResultEdition, edition_id)
    edition.checked_at, edition.is_same = work.now, edition.outcome == outcome


def _check(present: Present, seen: str | None) -> None:
    if seen is not None and seen != fingerprint(present.rows):
        raise Conflict(_("A score came in since you opened the preview. Look at it again before you release."))
    announceable = is_announceable(present)
    if not announceable:
        raise Conflict(announceable.reason)


def _keep(work: Work, event: Event, present: Present, *, number: int) -> ResultEdition:
    """Keep the places, what they were computed from, and which decisions are part of it."""
    decisions = update(RankingDecision).where(RankingDecision.event_id == event.id)
    work.session.execute(decisions.values(is_released=RankingDecision.undone_at.is_(None)))
    work.session.add_all(Result.of(event.id, row) for row in present.rows)
    made, tally, announcement = present.made, present.counted.tally, present.counted.announcement
    return work.add(
        ResultEdition(
            event_id=event.id,
            number=number,
            released_by=work.actor.id,
            released_at=work.now,
            announced_id=announcement.decision.statement_id if announcement and present.is_apart else None,
            method=made.method,
            why=made.why,
            announced=made.announced,
            judges=made.judges,
            ballots=made.ballots,
            excluded=made.excluded,
            stability=made.stability,
            cause=dict(made.cause) if made.cause else None,
            has_figures=made.has_figures,
            digest=tally.digest,
            tally=tally.written,
            outcome=written(present.rows),
        )
    )
