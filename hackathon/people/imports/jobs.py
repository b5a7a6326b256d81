"""Background work of imports: reading a file, and taking it over."""

from hackathon.core.actors import STRANGER, system
from hackathon.core.decisions import Refusal
from hackathon.core.i18n import gettext as _
from hackathon.core.jobs import JobContext, report_progress
from hackathon.core.tables import Table, UnreadableTable, read_csv
from hackathon.core.work import unit_of_work
from hackathon.core.workbooks import is_workbook, read_workbook
from hackathon.people.accounts.queries import actor_of
from hackathon.people.imports.commands import apply_import, note_unreadable, note_wishes, stop_import
from hackathon.people.imports.policy import READING
from hackathon.people.imports.queries import APPLY, READ, applicant_of, contents_of
from hackathon.people.imports.rules import wishes_in

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"


def read(context: JobContext, import_id: int) -> None:
    """Read a file and say row by row what it would do, or why it cannot be read."""
    contents = contents_of(context.session, import_id)
    context.session.rollback()  # nothing stays open in the database while the file is read
    if contents is None:
        return
    try:
        wishes, remarks = wishes_in(_table(context, import_id, contents))
    except UnreadableTable as refusal:
        with unit_of_work(context.session, system(READING), context.clock()) as work:
            note_unreadable(work, import_id, refusal.sentence)
        return
    report_progress(context, READ, import_id, _("%(count)s rows read, comparing") % {"count": len(wishes)})
    with unit_of_work(context.session, system(READING), context.clock()) as work:
        note_wishes(work, import_id, wishes, remarks)


def apply(context: JobContext, import_id: int) -> None:
    """Take a file over as the person who asked for it, if they still may."""
    register = context.session.info["contributions"]
    applicant = actor_of(context.session, applicant_of(context.session, import_id) or 0, register) or STRANGER
    context.session.rollback()
    report_progress(context, APPLY, import_id, _("Making and changing accounts"))
    try:
        with unit_of_work(context.session, applicant, context.clock()) as work:
            apply_import(work, import_id)
    except Refusal as refusal:
        with unit_of_work(context.session, system(READING), context.clock()) as work:
            stop_import(work, import_id, refusal.sentence)


def _table(context: JobContext, import_id: int, contents: bytes) -> Table:
    def tell(count: int) -> None:
        report_progress(context, READ, import_id, _("%(count)s rows read") % {"count": count})

    if contents.startswith(_OLD_OR_LOCKED):
        raise UnreadableTable(_("This is an old or locked workbook. Save it as XLSX without a password, or as CSV."))
    return read_workbook(contents, tell) if is_workbook(contents) else read_csv(contents, tell)
