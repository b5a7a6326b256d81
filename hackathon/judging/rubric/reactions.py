"""What rubrics do when something happened elsewhere."""

from hackathon.core.facts import Happened
from hackathon.core.work import Work
from hackathon.judging.rubric.commands import provide_rubric


def provide(work: Work, happened: Happened) -> None:
    """Give a published event a rubric, so that its judges always have one."""
    provide_rubric(work, happened.fact.subject_id)
