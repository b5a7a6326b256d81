"""`hackathon schedule`: periodic work."""

import click

from hackathon.core.config import Settings
from hackathon.family import stop_event
from hackathon.program.opening import pass_settings
from hackathon.schedule import keep_time
from hackathon.toolbox import Toolbox


@click.command()
@pass_settings
def schedule(settings: Settings) -> None:
    """Start periodic work and find what was lost; any number may run, one leads."""
    keep_time(Toolbox.of(settings), stop_event())
