"""What can have happened to a project's repository."""

from dataclasses import dataclass

from hackathon.core.facts import Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class RepositoryLinked(Fact):
    """A team said where its repository is."""

    kind = "projects.repositories.linked"
    subject = "project"
    sentence = lazy("%(actor)s linked a repository to %(project)s")


@dataclass(frozen=True, kw_only=True)
class RepositoryUnlinked(Fact):
    """A team took its repository away; what was handed in stays."""

    kind = "projects.repositories.unlinked"
    subject = "project"
    sentence = lazy("%(actor)s unlinked the repository of %(project)s")


@dataclass(frozen=True, kw_only=True)
class RepositorySynced(Fact):
    """The main branch was found at another commit than before; `commits` counts those seen for the first time."""

    kind = "projects.repositories.synced"
    subject = "project"
    sentence = lazy("New commits in %(project)s: %(commits)s")

    commits: int
    head: str


@dataclass(frozen=True, kw_only=True)
class RepositoryRefused(Fact):
    """The repository could not be read, for a reason that is new."""

    kind = "projects.repositories.refused"
    subject = "project"
    sentence = lazy("The repository of %(project)s could not be read")

    reason: str
