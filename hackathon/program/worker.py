"""`hackathon worker`: background work, until stopped or until nothing waits."""

import click

from hackathon.core.config import Settings
from hackathon.program.opening import pass_settings
from hackathon.toolbox import Toolbox
from hackathon.worker import work


@click.command()
@click.option("--burst", is_flag=True, help="End when nothing waits any more.")
@pass_settings
def worker(settings: Settings, *, burst: bool) -> None:
    """Work off background jobs."""
    work(Toolbox.of(settings), burst=burst)
