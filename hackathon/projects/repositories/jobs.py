"""Reads repositories in the background: one when asked, all of running events from time to time."""

import shutil
from pathlib import Path

from hackathon.core.actors import system
from hackathon.core.jobs import JobContext, RetryLater
from hackathon.core.work import unit_of_work
from hackathon.projects.git.jobs import git_settings_of
from hackathon.projects.repositories import gateway, rules
from hackathon.projects.repositories.commands import sweep_repositories, write_problem, write_reading
from hackathon.projects.repositories.models import RepositoryKind
from hackathon.projects.repositories.queries import Source, source_of

READER = "projects.repositories"


def sync(context: JobContext, repository_id: int) -> None:
    """Read a repository and write down what was found, or why it could not be read."""
    source, settings = source_of(context.session, repository_id), git_settings_of(context)
    context.session.rollback()  # nothing stays open in the database while the network answers
    if source is None:
        return
    try:
        reading = read(source, settings)
    except gateway.GitRefused as refused:
        _tell(context, source, refused)
    else:
        with unit_of_work(context.session, system(READER), context.clock()) as work:
            write_reading(work, source, reading)


def sweep(context: JobContext, _subject_id: int) -> None:
    """Ask to read every repository of the events that run now."""
    with unit_of_work(context.session, system(READER), context.clock()) as work:
        sweep_repositories(work)


def read(source: Source, settings: gateway.GitSettings) -> rules.Reading:
    """Bring a mirror up to date (a repository of our own is), and read what people are shown of it."""
    if source.kind == RepositoryKind.OURS:
        return _read_here(settings.root / rules.own_name(source.project_id), None, settings)
    directory = settings.root / rules.mirror_name(source.repository_id, source.url)
    gateway.mirror(source.url, directory, settings)
    _remove_other_mirrors(directory, source.repository_id)
    return _read_here(directory, source.url, settings)


def _read_here(directory: Path, url: str | None, settings: gateway.GitSettings) -> rules.Reading:
    overview = gateway.read_overview(directory)
    head = overview.head_commit
    readme = gateway.read_text_file(url, directory, head.sha, settings=settings) if head else None
    return rules.Reading(
        head_sha=head.sha if head else None,
        default_branch=overview.default_branch or "",
        readme=(readme.text or "" if readme else "")[: rules.README_LENGTH],
        commits=overview.commits,
    )


def _remove_other_mirrors(directory: Path, repository_id: int) -> None:
    """Remove what was mirrored before the team pointed elsewhere."""
    for other in directory.parent.glob(f"{repository_id}-*"):
        if other.is_dir() and other != directory:
            shutil.rmtree(other, ignore_errors=True)


def _tell(context: JobContext, source: Source, refused: gateway.GitRefused) -> None:
    if refused.reason is not gateway.Reason.BUSY:
        with unit_of_work(context.session, system(READER), context.clock()) as work:
            write_problem(work, source, reason=refused.reason, sentence=refused.sentence)
    if isinstance(refused, gateway.HostUnreachable):
        raise RetryLater(refused.sentence) from refused
