"""A job that does what the test at hand wants, importable by name as real ones are."""

from collections.abc import Callable

from hackathon.core.jobs import JobContext, JobSpec

SPECS = {"play": JobSpec("play", "tests.core.plays:play", attempts=3)}
wanted: list[Callable[[JobContext, int], None]] = []


def play(context: JobContext, subject_id: int) -> None:
    """Do what was wanted last, or nothing."""
    for act in wanted:
        act(context, subject_id)
