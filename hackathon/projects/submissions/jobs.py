"""Keeps submitted commits whole, outside of anybody's repository, and reminds teams whose own time runs out."""

from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory

from hackathon.core.actors import system
from hackathon.core.i18n import _
from hackathon.core.jobs import JobContext, RetryLater
from hackathon.core.work import Work, unit_of_work
from hackathon.events.schedule.rules import written
from hackathon.people.inbox.commands import notify
from hackathon.projects.git.gateway import GitSettings
from hackathon.projects.git.jobs import git_settings_of
from hackathon.projects.repositories.rules import own_name
from hackathon.projects.submissions import gateway
from hackathon.projects.submissions.commands import write_kept, write_not_kept
from hackathon.projects.submissions.policy import KEEPER
from hackathon.projects.submissions.queries import FreezeOrder, extended_and_late, order_of
from hackathon.projects.submissions.rules import KeptCommit


def freeze(context: JobContext, submission_id: int) -> None:
    """Fetch a submitted commit with its history, keep it as a file, and write down where."""
    order, settings = order_of(context.session, submission_id), git_settings_of(context)
    context.session.rollback()
    if order is None:
        return
    try:
        kept = _keep(context, order, settings)
    except gateway.GitRefused as refused:
        _tell(context, submission_id, refused)
    else:
        with _working(context) as work:
            write_kept(work, submission_id, kept)


def remind_extended(context: JobContext, fact_id: int) -> None:
    """Remind the members of a team that got more time and has not handed in; nobody when that changed meanwhile."""
    late = extended_and_late(context.session, fact_id, context.clock())
    context.session.rollback()
    if late is None:
        return
    with _working(context) as work:
        notify(
            work,
            late.members,
            key=f"projects.submissions.extended:{fact_id}",
            subject=_("Hand in your project: “%(event)s”") % {"event": late.event},
            text=_("Your team has not handed in yet. It can until %(until)s, and again as often as you like.")
            % {"until": written(late.until, late.time_zone)},
            path=f"/events/{late.slug}",
        )


def _keep(context: JobContext, order: FreezeOrder, settings: GitSettings) -> KeptCommit:
    settings.root.mkdir(parents=True, exist_ok=True)
    source = order.url or settings.root / own_name(order.project_id)
    with TemporaryDirectory(dir=settings.root, prefix=".freeze-") as folder:
        target = Path(folder, "kept")
        frozen = gateway.freeze(source, order.sha, target, settings)
        with target.open("rb") as contents:
            stored = context.storage.keep(contents, limit=frozen.size)
    return KeptCommit(frozen.kind, stored.key, stored.size, stored.sha256)


def _tell(context: JobContext, submission_id: int, refused: gateway.GitRefused) -> None:
    may_come_back = isinstance(refused, gateway.HostUnreachable)
    with _working(context) as work:
        write_not_kept(work, submission_id, sentence=refused.sentence, is_final=not may_come_back)
    if may_come_back:
        raise RetryLater(refused.sentence) from refused


def _working(context: JobContext) -> AbstractContextManager[Work]:
    return unit_of_work(context.session, system(KEEPER), context.clock())
