"""`hackathon backup`: everything in one file."""

from pathlib import Path

import click

from hackathon.backup.make import make_backup
from hackathon.core.config import Settings
from hackathon.program.opening import pass_settings
from hackathon.toolbox import Toolbox


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_settings
def backup(settings: Settings, file: Path) -> None:
    """Keep rows, files and repositories in one file, while people go on working."""
    made = make_backup(Toolbox.of(settings), file)
    files, repositories = len(made.parts_in("files")), len(made.parts_in("repositories"))
    click.echo(f"Kept {made.rows} rows, {files} files and {repositories} repositories in {file}.")
    click.echo("Whoever reads it reads everything. The secret key is not in it: keep that elsewhere.")
    if made.lost:
        lost = "\n".join(made.lost)
        raise click.ClickException(f"The backup is made, but these files were gone or damaged already:\n{lost}")
