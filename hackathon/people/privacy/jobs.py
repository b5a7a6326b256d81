"""Puts copies of people's data together, drops them again, and forgets every day what is old enough."""

import json
import shutil
from collections.abc import Mapping
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from hackathon.core.actors import system
from hackathon.core.contributions import Contributions
from hackathon.core.i18n import _
from hackathon.core.jobs import JobContext, report_progress
from hackathon.core.privacy import Rows
from hackathon.core.work import unit_of_work
from hackathon.people.accounts.models import Account, AccountState
from hackathon.people.privacy import commands
from hackathon.people.privacy.policy import EXPORT, FORGET
from hackathon.people.privacy.queries import files_of
from hackathon.people.privacy.rules import MOST_BYTES, name_in_export


def export(context: JobContext, account_id: int) -> None:
    """Put everything that is kept about somebody into one zip that only they can read."""
    account = context.session.get(Account, account_id)
    if account is None or account.state != AccountState.ACTIVE:
        return
    with TemporaryFile() as target:
        _write(context, account_id, target)
        target.seek(0)
        kept = context.storage.keep(target, limit=MOST_BYTES)
    with unit_of_work(context.session, system(EXPORT), context.clock()) as work:
        commands.keep_export(work, account_id, kept)


def drop_exports(context: JobContext, _subject_id: int) -> None:
    """Forget copies that have ended, then remove their contents."""
    with unit_of_work(context.session, system(FORGET), context.clock()) as work:
        keys = commands.drop_exports(work)
    for key in keys:
        context.storage.remove(key)


def forget(context: JobContext, _subject_id: int) -> None:
    """Forget what is older than the house says it keeps, each kind in its own commit."""
    for retention in _register(context).retention:
        now = context.clock()
        with unit_of_work(context.session, system(FORGET), now) as work:
            retention.forget(work, now - retention.life)


def _write(context: JobContext, account_id: int, target: IO[bytes]) -> None:
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, rows in _parts(context, account_id).items():
            archive.writestr(f"{name}.json", json.dumps(rows, default=str, indent=2))
        files = files_of(context.session, account_id)
        for number, file in enumerate(files, start=1):
            progress = _("%(number)s of %(files)s files") % {"number": number, "files": len(files)}
            report_progress(context, EXPORT, account_id, progress)
            with context.storage.open(file.key) as source, archive.open(name_in_export(file.id, file.name), "w") as to:
                shutil.copyfileobj(source, to)


def _parts(context: JobContext, account_id: int) -> Mapping[str, Rows]:
    """Read what each package gives, leaving out what is empty."""
    parts = [read(context.session, account_id) for read in _register(context).export_parts]
    return {name: rows for part in parts for name, rows in part.items() if rows}


def _register(context: JobContext) -> Contributions:
    register: Contributions = context.session.info["contributions"]
    return register
