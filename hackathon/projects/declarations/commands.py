"""Declaring what a project uses, and taking it back."""

from hackathon.core.decisions import Conflict, Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.guidance.matrix.queries import asked_of
from hackathon.guidance.matrix.rules import Answer, answer_to
from hackathon.projects.declarations.facts import UseDeclared, UseTakenBack
from hackathon.projects.declarations.models import Use
from hackathon.projects.declarations.policy import can_declare
from hackathon.projects.declarations.queries import MOST, number_of_uses, use_of
from hackathon.projects.workspace.models import Project


def declare_use(work: Work, project_id: int, dataset_id: int, tool_id: int, *, matrix_version: int) -> Use:
    """Say that a project takes data into a tool, under the answer that was read; again after that answer changed."""
    project = _project(work, project_id)
    answer = _answer(work, dataset_id, tool_id, matrix_version)
    use = use_of(work.session, project.id, dataset_id, tool_id) or Use(
        project_id=project.id, dataset_id=dataset_id, tool_id=tool_id
    )
    _require_news(work, project, use, answer)
    use.verdict, use.matrix_version = answer.verdict, answer.matrix_version
    use.declared_by, use.declared_at = work.actor.id or 0, work.now
    work.add(use)
    work.record(
        UseDeclared(
            subject_id=project.id,
            dataset_id=dataset_id,
            tool_id=tool_id,
            verdict=answer.verdict,
            matrix_version=answer.matrix_version,
        )
    )
    return use


def take_back_use(work: Work, project_id: int, use_id: int) -> None:
    """Say that a project does not take this data into this tool any more."""
    project, use = _project(work, project_id), work.lock(Use, use_id)
    if use.project_id != project.id:
        raise Missing(_("This project declared no such thing."))
    work.record(UseTakenBack(subject_id=project.id, dataset_id=use.dataset_id, tool_id=use.tool_id))
    work.session.delete(use)


def _project(work: Work, project_id: int) -> Project:
    project = work.lock(Project, project_id)
    require(can_declare(work.actor, project, work.get(Event, project.event_id)))
    return project


def _answer(work: Work, dataset_id: int, tool_id: int, matrix_version: int) -> Answer:
    asked = asked_of(work.session, dataset_id, tool_id)
    if asked is None:
        raise Missing(_("There is no such data set or tool."))
    if asked.matrix_version != matrix_version:
        raise Conflict(_("The matrix changed since you read the answer. Nothing was saved: look at the new answer."))
    return answer_to(asked)


def _require_news(work: Work, project: Project, use: Use, answer: Answer) -> None:
    if (use.verdict, use.matrix_version) == (answer.verdict, answer.matrix_version):
        raise Conflict(_("This is declared already, with the same answer."))
    if use.id is None and number_of_uses(work.session, project.id) >= MOST:
        raise Conflict(_("A project can declare %(most)s uses. Take back what it does not use.") % {"most": MOST})
