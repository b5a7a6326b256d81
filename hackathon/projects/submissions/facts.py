"""What can have happened to what a team hands in."""

from dataclasses import dataclass

from hackathon.core.facts import Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class ProjectSubmitted(Fact):
    """A project was handed in; the sentence names the team, which everyone at the event may know."""

    kind = "projects.submissions.submitted"
    subject = "project"
    sentence = lazy("%(actor)s handed in the project of %(team)s (number %(number)s)")
    shows_on = ("event", "team")

    event_id: int
    team_id: int
    submission_id: int
    number: int


@dataclass(frozen=True, kw_only=True)
class ProjectWithdrawn(Fact):
    """A team took its project out of the event; its submissions stay."""

    kind = "projects.submissions.withdrawn"
    subject = "project"
    sentence = lazy("%(actor)s withdrew the project of %(team)s")
    shows_on = ("event", "team")

    event_id: int
    team_id: int


@dataclass(frozen=True, kw_only=True)
class AttachmentAdded(Fact):
    """A file was put beside a project."""

    kind = "projects.submissions.attachment_added"
    subject = "project"
    sentence = lazy("%(actor)s attached a file to %(project)s")

    file_id: int
    sha256: str | None = None


@dataclass(frozen=True, kw_only=True)
class AttachmentRemoved(Fact):
    """A file will not go with the next submission."""

    kind = "projects.submissions.attachment_removed"
    subject = "project"
    sentence = lazy("%(actor)s took a file away from %(project)s")

    file_id: int


@dataclass(frozen=True, kw_only=True)
class CommitKept(Fact):
    """The submitted commit is kept here, whole or at least its files."""

    kind = "projects.submissions.commit_kept"
    subject = "project"
    sentence = lazy("The commit of submission %(number)s of %(project)s is kept here")

    submission_id: int
    number: int
    frozen: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class CommitLost(Fact):
    """The submitted commit cannot be fetched any more."""

    kind = "projects.submissions.commit_lost"
    subject = "project"
    sentence = lazy("The commit of submission %(number)s of %(project)s could not be kept")

    submission_id: int
    number: int
