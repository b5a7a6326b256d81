"""Takes the record out of an installation, with or without a worker running."""

from pathlib import Path

from hackathon.core.config import Settings
from hackathon.core.ledger.export import Exported, export_record
from hackathon.core.secrets import Vault
from hackathon.toolbox import Toolbox


def take_record(settings: Settings, folder: Path) -> Exported:
    """Seal, sign and write everything to a folder."""
    toolbox = Toolbox.of(settings)
    with toolbox.new_session() as session:
        return export_record(session, Vault.of(settings), toolbox.storage, folder, toolbox.clock())
