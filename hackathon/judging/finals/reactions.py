"""Telling teams and judges that a stage has begun, or was taken back."""

from hackathon.core.facts import Happened, Reaction
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.assignment.queries import judges_of
from hackathon.judging.finals.facts import StageBegun, StageTakenBack
from hackathon.judging.finals.queries import Concerned, concerned_by
from hackathon.judging.stages.models import Stage
from hackathon.people.inbox.commands import Told, notify, notify_each


def tell_teams(work: Work, happened: Happened) -> None:
    """Tell each team plainly whether it goes on, and nothing about scores."""
    event, stage = _begun(work, happened)
    if stage is None:
        return
    told = {each.account_id: _letter(event, stage, each) for each in concerned_by(work.session, event.id, stage.number)}
    notify_each(work, told, key=f"judging.finals.teams:{happened.fact_id}")


def tell_judges(work: Work, happened: Happened) -> None:
    """Tell judges that what they have not cast in the stage before stays as it is."""
    event, stage = _begun(work, happened)
    if stage is None:
        return
    notify(
        work,
        judges_of(work.session, event.id),
        key=f"judging.finals.judges:{happened.fact_id}",
        subject=_("“%(stage)s” of “%(event)s” has begun") % {"stage": stage.name, "event": event.name},
        text=_(
            "The stage before is closed: what you cast counts, nothing is cast in it any more. The finalists appear in "
            "your queue once you are assigned."
        ),
        path=f"/events/{event.slug}/judging/queue",
    )


def tell_of_return(work: Work, happened: Happened) -> None:
    """Tell whoever was told of a stage that it has not begun after all."""
    event = work.get(Event, happened.fact.subject_id)
    number = happened.fact.stage if isinstance(happened.fact, StageTakenBack) else 0
    teams = {each.account_id for each in concerned_by(work.session, event.id, number)}
    notify(
        work,
        teams | set(judges_of(work.session, event.id)),
        key=f"judging.finals.taken_back:{happened.fact_id}",
        subject=_("Taken back: who goes on at “%(event)s” is not decided yet") % {"event": event.name},
        text=_("The organizers took the beginning of the next stage back. Judging goes on as before."),
        path=f"/events/{event.slug}",
    )


def _begun(work: Work, happened: Happened) -> tuple[Event, Stage | None]:
    """Return the stage that began, None where that was taken back before anybody was told."""
    event = work.get(Event, happened.fact.subject_id)
    number = happened.fact.stage if isinstance(happened.fact, StageBegun) else 0
    stage = work.session.get(Stage, (event.id, number))
    return event, stage if stage and stage.begun_at else None


def _letter(event: Event, stage: Stage, each: Concerned) -> Told:
    names = {"project": each.title, "stage": stage.name, "event": event.name}
    path = f"/projects/{each.project_id}"
    if each.goes_on:
        return Told(
            _("“%(project)s” goes on into “%(stage)s”") % names,
            _("Judges look again at your project at “%(event)s”. Nothing else is told before the results are out.")
            % names,
            path,
        )
    return Told(
        _("Who goes on at “%(event)s” is decided") % names,
        _(
            "“%(project)s” does not go on into “%(stage)s”. What judges scored and wrote about it is kept for you: you "
            "read it on your project's page when the results are out."
        )
        % names,
        path,
    )


REACTIONS = (
    Reaction("judging.finals.tell_teams", (StageBegun,), tell_teams),
    Reaction("judging.finals.tell_judges", (StageBegun,), tell_judges),
    Reaction("judging.finals.tell_of_return", (StageTakenBack,), tell_of_return),
)
