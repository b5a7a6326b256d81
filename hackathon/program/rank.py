"""`hackathon rank`: ballots of a spreadsheet in, ranking out; needs no installation."""

import os
from pathlib import Path

import click

from hackathon.core.decisions import Refusal
from hackathon.core.named import named
from hackathon.program import BadInput

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("ballots", type=_FILE)
@click.option("--weights", type=_FILE, help="CSV: criterion,weight. Without it all criteria weigh the same.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where the ranking goes.")
def rank(ballots: Path, weights: Path | None, out: Path) -> None:
    """Rank the ballots of a spreadsheet: severity of judges taken out, and how sure it is.

    BALLOTS is CSV: judge,project,criterion,score. The last line written is one JSON object with the figures.
    """
    # On matrices as small as these several threads wait for each other; one is faster, and sums in one order only.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        figures = named("hackathon.judging.standings.cli:rank_files")(ballots, weights, out)
    except Refusal as refusal:
        raise BadInput(refusal.sentence) from refusal
    click.echo(figures)
