"""`hackathon demo`: a world to look at."""

import click

from hackathon.core.config import Settings, WrongSetting
from hackathon.core.migrations import migrate_database
from hackathon.demo.build import build_demo, has_world
from hackathon.program.opening import pass_settings
from hackathon.toolbox import Toolbox


@click.command()
@pass_settings
def demo(settings: Settings) -> None:
    """Fill an empty database with the demo's world."""
    if not settings.has_demo:
        raise WrongSetting("HACKATHON_DEMO", "there is no demo here: it is switched off, or over since the real start")
    toolbox = Toolbox.of(settings)
    migrate_database(toolbox.engine)
    if has_world(toolbox):
        click.echo("There is a world already.")
    else:
        click.echo("Building the demo …")
        build_demo(toolbox)
