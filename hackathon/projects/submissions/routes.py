"""Handing in, the receipt of each submission, and the files that go along."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from hackathon.core.contributions import ChecklistItem, EventAction, HomeCard, Panel, ProjectAction, Viewing
from hackathon.core.decisions import Decision, Invalid, allow_if, require
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.projects.extensions.policy import can_read_reason
from hackathon.projects.extensions.rules import deadline_of
from hackathon.projects.repositories.models import Commit, Repository
from hackathon.projects.repositories.policy import can_ask_to_sync
from hackathon.projects.repositories.queries import newest_commits, repository_of
from hackathon.projects.submissions import queries
from hackathon.projects.submissions.commands import (
    ask_to_keep,
    attach_files,
    remove_attachment,
    submit_project,
    withdraw_project,
)
from hackathon.projects.submissions.forms import AttachFilesForm, SubmitProjectForm
from hackathon.projects.submissions.policy import can_submit, handing_in, works_on
from hackathon.projects.submissions.queries import HandIns, ToHandIn
from hackathon.projects.submissions.rules import (
    HEAD_BYTES,
    MAX_ATTACHMENTS,
    Attaching,
    ReadyParts,
    checklist,
    media_type_of,
    missing,
    plain_name,
)
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.policy import can_edit_project, can_see_project
from hackathon.projects.workspace.queries import project_seen
from hackathon.projects.workspace.states import PROJECT_FLOW, ProjectState
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, settings, storage, viewing, working
from hackathon.web.templating import clock

blueprint = Blueprint("submissions", __name__, url_prefix="/projects/<int:project_id>")
CHOICES = 30


@blueprint.route("/submit", methods=["GET", "POST"])
@signed_in
def submit(project_id: int) -> ResponseReturnValue:
    """Hand the project in as it is now."""
    seen = project_seen(session(), current_actor(), project_id)
    repository = repository_of(session(), project_id)
    form = SubmitProjectForm(commit_sha=repository.head_sha if repository else None)
    form.commit_sha.choices = _choices(repository)
    if form.accepts():
        with form.guard(), working() as work:
            submission = submit_project(work, project_id, commit_sha=form.commit_sha.data or None)
            flash(_("Handed in. This is your receipt."), "success")
            return redirect(url_for(".show", project_id=project_id, number=submission.number))
    values = {**seen._asdict(), **_readiness(seen.project), "repository": repository, "form": form}
    who = viewing()
    values["submitting"] = _submitting(who, seen.project, seen.event)
    values["deadline"] = deadline_of(seen.event, _hand_ins(who, seen.project).extended_until)
    return render_template("projects/submissions/submit.html", **values), form.status


@blueprint.post("/withdraw")
@signed_in
def withdraw(project_id: int) -> ResponseReturnValue:
    """Take the project out of the event."""
    project_seen(session(), current_actor(), project_id)
    with working() as work:
        withdraw_project(work, project_id)
    flash(_("Withdrawn. Until the deadline you can hand in again."), "success")
    return redirect(url_for("projects.workspace.show", project_id=project_id))


@blueprint.get("/submissions/<int:number>")
@signed_in
def show(project_id: int, number: int) -> ResponseReturnValue:
    """Show the receipt of one submission: everything as it was handed in."""
    seen = project_seen(session(), current_actor(), project_id)
    return render_template(
        "projects/submissions/show.html",
        **seen._asdict(),
        seen=queries.submission_with_files(session(), project_id, number),
        submissions=queries.submissions_of(session(), project_id),
        keeping=can_ask_to_sync(current_actor(), seen.project, seen.event),
        withdrawing=_withdrawing(viewing(), seen.project, seen.event),
    )


@blueprint.post("/submissions/<int:number>/keep")
@signed_in
def keep(project_id: int, number: int) -> ResponseReturnValue:
    """Try again to keep the commit of a submission."""
    project_seen(session(), current_actor(), project_id)
    submission = queries.submission_with_files(session(), project_id, number).submission
    with working() as work:
        ask_to_keep(work, submission.id)
    flash(_("The repository is being asked again. Look here in a moment."), "success")
    return redirect(url_for(".show", project_id=project_id, number=number))


@blueprint.route("/attachments", methods=["GET", "POST"])
@signed_in
def attach(project_id: int) -> ResponseReturnValue:
    """Attach slides, a notebook or a video."""
    seen = project_seen(session(), current_actor(), project_id)
    require(can_edit_project(current_actor(), seen.project, seen.event))
    form = AttachFilesForm()
    if form.accepts():
        with form.guard():
            files = _stored(form)
            with working() as work:
                attach_files(work, project_id, files)
            flash(_("Attached. The files go with the next submission."), "success")
            return redirect(url_for(".submit", project_id=project_id))
    files_there = queries.attachments_of(session(), project_id)
    limit = settings().attachment_limit // 1024**2
    values = {**seen._asdict(), "form": form, "files": files_there, "limit": limit, "most": MAX_ATTACHMENTS}
    return render_template("projects/submissions/attach.html", **values), form.status


@blueprint.post("/attachments/<int:file_id>/remove")
@signed_in
def remove(project_id: int, file_id: int) -> ResponseReturnValue:
    """Take a file away from what will be handed in next."""
    project_seen(session(), current_actor(), project_id)
    with working() as work:
        remove_attachment(work, project_id, file_id)
    flash(_("Removed. Submissions that have the file keep it."), "success")
    return redirect(url_for(".attach", project_id=project_id))


def project_checklist(viewing: Viewing, project: Project) -> list[ChecklistItem]:
    """List for the team what its next submission should have, while it can hand in."""
    event = viewing.session.get_one(Event, project.event_id)
    if not works_on(viewing.actor, project) or not _in_time(viewing, project, event):
        return []
    parts, _files = queries.ready_parts(viewing.session, project)
    urls = {
        "repository": url_for("projects.repositories.link", project_id=project.id),
        "attachments": url_for("projects.submissions.attach", project_id=project.id),
    }
    editing = url_for("projects.workspace.edit", project_id=project.id)
    return [ChecklistItem(item.label, item.is_done, urls.get(item.key, editing)) for item in checklist(parts)]


def project_panel(viewing: Viewing, project: Project) -> Panel:
    """Show what was handed in, and what would go along next."""
    event = viewing.session.get_one(Event, project.event_id)
    hand_ins = _hand_ins(viewing, project)
    content = {
        "project": project,
        "event": event,
        "submissions": hand_ins.submissions,
        "granted": hand_ins.granted,
        "sees_reason": can_read_reason(viewing.actor, event, project.team_id),
        # What would go along next is nobody's question any more once results are out.
        "files": [] if event.is_released else queries.attachments_of(viewing.session, project.id),
        "editing": can_edit_project(viewing.actor, project, event),
        "submitting": _submitting(viewing, project, event),
    }
    return Panel(_("Hand-in"), "projects/submissions/panel.html", content, position=20)


def project_action(viewing: Viewing, project: Project) -> ProjectAction | None:
    """Offer the team to hand in, or say why it cannot."""
    if not works_on(viewing.actor, project):
        return None
    event = viewing.session.get_one(Event, project.event_id)
    return ProjectAction(
        label=_("Hand in again") if project.state == ProjectState.SUBMITTED else _("Hand in"),
        url=url_for("projects.submissions.submit", project_id=project.id),
        priority=50,
        icon="send",
        disabled_reason=_submitting(viewing, project, event).reason or None,
    )


def event_action(viewing: Viewing, event: Event) -> EventAction | None:
    """Offer captains to hand in while an event runs."""
    if not handing_in(event, at=viewing.now) or not viewing.actor.places("team", "captain"):
        return None
    project = queries.project_led_at(viewing.session, viewing.actor, event.id)
    if project is None or not PROJECT_FLOW.allows("submit", project.state):
        return None
    url = url_for("projects.submissions.submit", project_id=project.id)
    is_again = project.state == ProjectState.SUBMITTED
    return EventAction(_("Hand in again") if is_again else _("Hand in"), url, 20 if is_again else 60, "send")


def home_cards(viewing: Viewing) -> list[HomeCard]:
    """Remind captains of what is not handed in yet."""
    if not viewing.actor.places("team", "captain"):
        return []
    waiting = queries.projects_to_hand_in(viewing.session, viewing.actor, viewing.now)
    return [_card(each) for each in waiting]


def project_file_policy(viewing: Viewing, project_id: int) -> Decision:
    """Let whoever sees a project read its attachments and uploads."""
    found = queries.project_with_event(viewing.session, project_id)
    return can_see_project(viewing.actor, *found) if found else Decision(allowed=False)


def submission_file_policy(viewing: Viewing, submission_id: int) -> Decision:
    """Let whoever sees a project read what was kept of its submissions."""
    found = queries.project_of_submission(viewing.session, submission_id)
    return can_see_project(viewing.actor, *found) if found else Decision(allowed=False)


def _submitting(viewing: Viewing, project: Project, event: Event) -> Decision:
    """Say whether the reader can hand in now, as the command will."""
    flows = allow_if(PROJECT_FLOW.allows("submit", project.state), _("This project was disqualified."))
    return can_submit(viewing.actor, project) & _in_time(viewing, project, event) & flows


def _withdrawing(viewing: Viewing, project: Project, event: Event) -> Decision:
    flows = allow_if(PROJECT_FLOW.allows("withdraw", project.state), _("It is not handed in any more."))
    return can_submit(viewing.actor, project) & _in_time(viewing, project, event) & flows


def _in_time(viewing: Viewing, project: Project, event: Event) -> Decision:
    return handing_in(event, at=viewing.now, extended_until=_hand_ins(viewing, project).extended_until)


def _hand_ins(viewing: Viewing, project: Project) -> HandIns:
    """Read once what several pieces of a project's page need."""
    return viewing.once(f"hand-ins of {project.id}", lambda: queries.hand_ins_of(viewing.session, project))


def _readiness(project: Project) -> dict[str, object]:
    parts, files = queries.ready_parts(session(), project)
    items = checklist(parts)
    return {"items": items, "files": files, "lacking": missing(items, required=True)}


def _choices(repository: Repository | None) -> list[tuple[str, str]]:
    commits = newest_commits(session(), repository.id, limit=CHOICES) if repository else []
    return [(commit.sha, _named(commit)) for commit in commits]


def _named(commit: Commit) -> str:
    return f"{commit.sha[:8]} · {commit.subject[:80]} ({clock(commit.committed_at)})"


def _card(waiting: ToHandIn) -> HomeCard:
    project = waiting.project
    parts = ReadyParts(
        project.title, project.summary, project.demo_url, has_repository=waiting.has_repository, has_attachments=True
    )
    lacking = ", ".join(item.label for item in checklist(parts) if not item.is_done)
    return HomeCard(
        title=_("Hand in “%(project)s”") % {"project": project.title},
        detail=_("Still missing: %(items)s") % {"items": lacking} if lacking else _("Everything is there."),
        url=url_for("projects.submissions.submit", project_id=project.id),
        action=_("Hand in"),
        icon="send",
        due=waiting.deadline,
    )


def _stored(form: AttachFilesForm) -> list[Attaching]:
    """Keep what was sent before anything is locked: hashing takes as long as the files are large."""
    chosen = form.file.chosen
    if len(chosen) > MAX_ATTACHMENTS:
        raise Invalid("file", _("A project can have %(most)s files.") % {"most": MAX_ATTACHMENTS})
    return [_keep(file) for file in chosen]


def _keep(file: FileStorage) -> Attaching:
    name = plain_name(file.filename or "")
    head = file.stream.read(HEAD_BYTES)
    file.stream.seek(0)
    try:
        media_type = media_type_of(name, head)
        kept = storage().keep(file.stream, limit=settings().attachment_limit)
    except ValueError as refused:
        raise Invalid("file", str(refused)) from refused
    except Invalid as refused:
        raise Invalid("file", f"{name}: {refused.sentence}") from refused
    return Attaching(name, media_type, kept.key, kept.size, kept.sha256)
