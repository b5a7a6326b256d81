"""Computes a released ranking again, from nothing but what was kept with it."""

from hackathon.core.actors import system
from hackathon.core.jobs import JobContext
from hackathon.core.work import unit_of_work
from hackathon.judging.ranking.commands import note_check
from hackathon.judging.ranking.models import ResultEdition
from hackathon.judging.ranking.policy import CHECKING
from hackathon.judging.ranking.rules import rank, written
from hackathon.judging.standings.jobs import computed_from
from hackathon.judging.tallies.rules import Tally


def check(context: JobContext, edition_id: int) -> None:
    """Compute an edition again and write down whether the same came out."""
    edition = context.session.get_one(ResultEdition, edition_id)
    outcome = computed_again(edition.tally, has_figures=edition.has_figures)
    with unit_of_work(context.session, system(CHECKING), context.clock()) as work:
        note_check(work, edition_id, outcome)


def computed_again(kept: str, *, has_figures: bool) -> str:
    """Return what a tally comes to, as it is written with an edition."""
    tally = Tally.read(kept)
    return written(rank(tally, computed_from(tally).rows if has_figures else ()))
