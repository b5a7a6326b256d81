"""Telling captains that their repository cannot be read, while there is time to mend it."""

from hackathon.core.facts import Happened, Reaction
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.people.inbox.commands import notify
from hackathon.projects.repositories.facts import RepositoryRefused
from hackathon.projects.repositories.queries import repository_of
from hackathon.projects.workspace.models import Project
from hackathon.teams.formation.models import Team


def tell_captain(work: Work, happened: Happened) -> None:
    """Tell the captain what was wrong, unless it was mended meanwhile or nothing can be handed in any more."""
    project = work.get(Project, happened.fact.subject_id)
    event, repository = work.get(Event, project.event_id), repository_of(work.session, project.id)
    if repository is None or not repository.problem or work.now >= event.deadline:
        return
    notify(
        work,
        [work.get(Team, project.team_id).captain_id],
        key=f"{happened.fact.kind}:{happened.fact_id}",
        subject=_("The repository of “%(project)s” could not be read") % {"project": project.title},
        text=_("%(problem)s What was read before stays; it is tried again by itself.")
        % {"problem": repository.problem},
        path=f"/projects/{project.id}",
    )


REACTIONS = [Reaction("projects.repositories.tell_captain", (RepositoryRefused,), tell_captain)]
