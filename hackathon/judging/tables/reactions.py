"""Telling teams where they show their project."""

from hackathon.core.facts import Happened
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.tables.queries import members_at_tables
from hackathon.people.inbox.commands import Told, notify_each


def tell_teams(work: Work, happened: Happened) -> None:
    """Tell everybody whose project got a table which one it is; who was told so before is not told again."""
    event = work.get(Event, happened.fact.subject_id)
    by_table: dict[tuple[int, str], dict[int, Told]] = {}
    for account_id, project_id, label in members_at_tables(work.session, event.id):
        by_table.setdefault((project_id, label), {})[account_id] = _told(event, label)
    for (project_id, label), told in by_table.items():
        notify_each(work, told, key=f"judging.tables:{project_id}:{label}")


def _told(event: Event, label: str) -> Told:
    return Told(
        _("Your table: %(table)s") % {"table": label},
        _("There you show your project at %(event)s; judges come to you.") % {"event": event.name},
        f"/events/{event.slug}/judging/tables",
    )
