"""The job that finds what cannot be searched yet."""

from hackathon.core.actors import system
from hackathon.core.contributions import Contributions
from hackathon.core.jobs import JobContext
from hackathon.core.search.index import write_missing_entries
from hackathon.core.work import unit_of_work

SWEEP = "core.search.sweep"


def sweep(context: JobContext, _subject_id: int) -> None:
    """Write the entries that are missing, and drop those of things that are gone."""
    register: Contributions = context.session.info["contributions"]
    with unit_of_work(context.session, system(SWEEP), context.clock()) as work:
        for searchable in register.searchables.values():
            write_missing_entries(work.session, searchable)
