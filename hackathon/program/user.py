"""`hackathon user`: the people floor's own commands, on this installation."""

import os

import click

from hackathon.core.config import Settings
from hackathon.people.accounts.cli import user as accounts
from hackathon.toolbox import Toolbox


@click.group(commands=accounts.commands, help=accounts.help)
@click.pass_context
def user(context: click.Context) -> None:
    """Give the floor's commands what they work on."""
    context.obj = Toolbox.of(Settings.from_env(os.environ))
