"""`hackathon migrate`: the schema's steps."""

import click

from hackathon.core.config import Settings
from hackathon.core.db import open_engine
from hackathon.core.migrations import migrate_database
from hackathon.program.opening import pass_settings


@click.command()
@pass_settings
def migrate(settings: Settings) -> None:
    """Bring the database to the newest schema."""
    migrate_database(open_engine(settings.database_url))
    click.echo("The schema is current.")
