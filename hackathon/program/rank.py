"""`hackathon rank`: ballots of a spreadsheet in, ranking out; needs no installation."""

import os
from pathlib import Path

import click

from hackathon.core.decisions import Refusal
from hackathon.core.named import named

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class BadFile(click.ClickException):
    """Something is wrong in a file that was given."""

    exit_code = 2


@click.command()
@click.argument("ballots", type=_FILE)
@click.option("--weights", type=_FILE, help="CSV: criterion,weight. Without it all criteria weigh the same.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where the ranking goes.")
def rank(ballots: Path, weights: Path | None, out: Path) -> None:
    """Rank the projects of BALLOTS (CSV: judge,project,criterion,score).

    The last line written is one JSON object with the figures.
    """
    # On matrices as small as these several threads wait for each other; one is faster, and sums in one order only.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        figures = named("hackathon.judging.standings.cli:rank_files")(ballots, weights, out)
    except Refusal as refusal:
        raise BadFile(refusal.sentence) from refusal
    click.echo(figures)
