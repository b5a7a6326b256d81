"""What can have happened to the files a team uploads."""

from dataclasses import dataclass

from hackathon.core.facts import Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class FilesUploaded(Fact):
    """A team gave files; the platform commits them in a moment."""

    kind = "projects.uploads.uploaded"
    subject = "project"
    sentence = lazy("%(actor)s uploaded %(files)s files to %(project)s")

    files: int


@dataclass(frozen=True, kw_only=True)
class FileRemoved(Fact):
    """A team took a file back; its earlier commits keep it."""

    kind = "projects.uploads.removed"
    subject = "project"
    sentence = lazy("%(actor)s removed a file from %(project)s")


@dataclass(frozen=True, kw_only=True)
class FilesRefused(Fact):
    """Files could not become a commit; the project's page says why."""

    kind = "projects.uploads.refused"
    subject = "project"
    sentence = lazy("%(files)s uploaded files of %(project)s could not be committed")

    files: int
