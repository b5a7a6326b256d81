"""A backup keeps the record: what was sealed before verifies after, and its guards stand on the other side."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from hackathon.backup.make import make_backup
from hackathon.backup.restore import restore_backup
from hackathon.core.actors import system
from hackathon.core.ledger.export import Exported, export_record
from hackathon.core.ledger.verify import check_record
from hackathon.core.migrations import migrate_database
from hackathon.core.secrets import Vault
from hackathon.people.accounts.commands import create_account
from hackathon.toolbox import Toolbox
from tests.backup.conftest import Opening

pytestmark = pytest.mark.slow


def people_come(toolbox: Toolbox, *names: str) -> None:
    with toolbox.working(system("cli")) as work:
        for name in names:
            create_account(work, f"{name}@example.org", name)


def export(toolbox: Toolbox, folder: Path) -> Exported:
    with toolbox.new_session() as session:
        return export_record(session, Vault.of(toolbox.settings), toolbox.storage, folder, toolbox.clock())


@pytest.mark.parametrize(("source", "target"), [("sqlite", "postgresql"), ("postgresql", "sqlite")])
def test_restored_record_goes_on_where_it_was_and_is_guarded(
    opened: Opening, tmp_path: Path, source: str, target: str
) -> None:
    here, there = opened(source), opened(target)
    migrate_database(here.engine)
    people_come(here, "jo", "kim")
    before = export(here, tmp_path / "before")
    kept = (tmp_path / "before" / "checkpoint.txt").read_text()

    make_backup(here, tmp_path / "backup.zip")
    restore_backup(there, tmp_path / "backup.zip")
    people_come(there, "lou")
    after = export(there, tmp_path / "after")

    assert (before.entries, after.entries) == (2, 3)
    assert check_record(tmp_path / "after", kept)[0] == after.entries
    for change in ("UPDATE facts SET actor_id = 1", "DELETE FROM ledger_nodes", "DELETE FROM ledger_keys"):
        with pytest.raises(DatabaseError, match="written once"), there.engine.begin() as connection:
            connection.execute(text(change))
