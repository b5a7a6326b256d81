"""Rows for tests, each valid by itself: what a test does not name is filled in plausibly."""

from tests.factories.events import make_challenge, make_event, make_registration
from tests.factories.people import make_account
from tests.factories.projects import make_commit, make_project, make_repository, make_submission
from tests.factories.teams import make_team

__all__ = [
    "make_account",
    "make_challenge",
    "make_commit",
    "make_event",
    "make_project",
    "make_registration",
    "make_repository",
    "make_submission",
    "make_team",
]
