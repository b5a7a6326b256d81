"""What follows a new edition: judges are told, and the standings computed anew."""

from collections.abc import Collection

from hackathon.core.facts import Happened, Reaction
from hackathon.core.i18n import _, ngettext
from hackathon.core.work import Work
from hackathon.events.challenges.facts import TracksChanged
from hackathon.events.setup.models import Event
from hackathon.judging.editions.commands import ask_misplaced
from hackathon.judging.editions.facts import BallotsMisplaced, RubricChanged
from hackathon.judging.editions.policy import FOLLOWING
from hackathon.judging.editions.queries import edition_numbered, judges_asked
from hackathon.judging.standings.policy import COMPUTING
from hackathon.people.inbox.commands import Told, notify_each
from hackathon.projects.workspace.facts import ProjectMoved
from hackathon.projects.workspace.models import Project


def tell_judges(work: Work, happened: Happened) -> None:
    """Tell the judges whose ballots are to be cast again, and why."""
    fact = happened.fact
    if not isinstance(fact, RubricChanged):
        return
    event = work.get(Event, fact.subject_id)
    shown = edition_numbered(work.session, fact.rubric, fact.edition)
    _tell(work, happened, event, shown.edition.asked, shown.reason)


def follow_questions(work: Work, happened: Happened) -> None:
    """Ask ballots again whose project came under another rubric, and tell their judges."""
    fact = happened.fact
    moved = work.get(Project, fact.subject_id).event_id if isinstance(fact, ProjectMoved) else fact.subject_id
    event = work.get(Event, moved)
    asked = ask_misplaced(work, event.id)
    _tell(work, happened, event, asked, _("The question moved to where other criteria hold."))


def compute_anew(work: Work, happened: Happened) -> None:
    """Ask for the standings of the event, in which these ballots do not count until they are cast again."""
    work.request_job(COMPUTING, happened.fact.subject_id)


def _tell(work: Work, happened: Happened, event: Event, ballot_ids: Collection[int], reason: str | None) -> None:
    counts = judges_asked(work.session, ballot_ids)
    told = {judge_id: _letter(event, count, reason) for judge_id, count in counts.items()}
    notify_each(work, told, key=f"judging.editions:{happened.fact_id}")


def _letter(event: Event, count: int, reason: str | None) -> Told:
    asked = ngettext(
        "%(num)s ballot that you cast does not count until you cast it again; what you typed is kept.",
        "%(num)s ballots that you cast do not count until you cast them again; what you typed is kept.",
        count,
    )
    return Told(
        _("Please score again: what “%(event)s” is judged by has changed") % {"event": event.name},
        " ".join([asked % {"num": count}, _("The reason: %(reason)s") % {"reason": reason} if reason else ""]).strip(),
        f"/events/{event.slug}/judging/queue",
    )


REACTIONS = (
    Reaction("judging.editions.tell_judges", (RubricChanged,), tell_judges),
    Reaction("judging.editions.compute_anew", (BallotsMisplaced,), compute_anew),
    Reaction(FOLLOWING, (TracksChanged, ProjectMoved), follow_questions),
)
