"""`hackathon queue`: the embedded queue as a part of its own."""

import click

from hackathon.core.config import Settings
from hackathon.family import stop_event
from hackathon.program.opening import pass_settings
from hackathon.queue_keeper import keep_queue


@click.command()
@pass_settings
def queue(settings: Settings) -> None:
    """Run the embedded queue, for installations without a Valkey of their own."""
    keep_queue(settings.data_dir, stop_event())
