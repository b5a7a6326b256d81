"""`hackathon restore`: a backup back into an empty installation."""

from pathlib import Path

import click

from hackathon.backup.restore import restore_backup
from hackathon.core.config import Settings
from hackathon.core.secrets import fingerprint
from hackathon.program.opening import pass_settings
from hackathon.toolbox import Toolbox


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_settings
def restore(settings: Settings, file: Path) -> None:
    """Bring an empty installation to what a backup holds, all of it or nothing."""
    restored = restore_backup(Toolbox.of(settings), file)
    click.echo(f"Restored {restored.rows} rows as of {restored.made_at}.")
    if restored.key != fingerprint(settings.secret_key):
        click.echo(
            "The secret key is another one than then: everybody signs in again, and stored tokens have to be given"
            " again. If you still have the old one, set HACKATHON_SECRET_KEY_OLD to it."
        )
