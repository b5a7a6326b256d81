"""What can have happened to a project while it is made."""

from dataclasses import dataclass

from hackathon.core.facts import Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class ProjectStarted(Fact):
    """A team began its prototype. The sentence does not name it: not everybody who reads of the event may see it."""

    kind = "projects.workspace.started"
    subject = "project"
    sentence = lazy("%(actor)s started the project of %(team)s")
    shows_on = ("event", "team", "challenge")

    event_id: int
    team_id: int
    challenge_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ProjectEdited(Fact):
    """What a project says about itself changed."""

    kind = "projects.workspace.edited"
    subject = "project"
    sentence = lazy("%(actor)s edited %(project)s")


@dataclass(frozen=True, kw_only=True)
class ProjectMoved(Fact):
    """A project followed its team to another challenge, or to none."""

    kind = "projects.workspace.moved"
    subject = "project"
    sentence = lazy("%(project)s followed its team to another question")

    challenge_id: int | None = None
