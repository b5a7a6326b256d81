"""Gives the awards that were decided before the release, once it happened."""

from hackathon.core.facts import Happened
from hackathon.core.work import Work
from hackathon.judging.awards.commands import publish_prizes


def publish(work: Work, happened: Happened) -> None:
    """Turn what was decided about the prizes of a released event into awards."""
    publish_prizes(work, happened.fact.subject_id)
