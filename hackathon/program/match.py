"""`hackathon match`: people and challenges of spreadsheets in, teams out; needs no installation."""

import gc
import os
from pathlib import Path

import click

from hackathon.core.decisions import Refusal
from hackathon.core.named import named
from hackathon.program import BadInput

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_SIZE = click.IntRange(min=1)


@click.command()
@click.argument("people", type=_FILE)
@click.argument("challenges", type=_FILE)
@click.option("--min-size", type=_SIZE, default=3, show_default=True, help="The fewest people of a team.")
@click.option("--max-size", type=_SIZE, default=5, show_default=True, help="The most people of a team.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same plan.")
@click.option("--time-limit", type=click.FloatRange(min=0), default=30, show_default=True, help="Seconds at most.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where the teams go.")
def match(people: Path, challenges: Path, out: Path, **limits: float) -> None:
    """Match the people of a spreadsheet into teams: roles, wishes, choices, skills; and say what was not met.

    PEOPLE is CSV: person,role,skills,choices,with,apart,unit. CHALLENGES is CSV, too: challenge,skills,max_teams.
    Lists are parted by semicolons. The last line written is one JSON object with the figures.
    """
    if limits["min_size"] > limits["max_size"]:
        raise BadInput(f"--min-size {limits['min_size']} is more than --max-size {limits['max_size']}.")
    if not out.absolute().parent.is_dir():
        raise BadInput(f"--out {out}: there is no such folder.")
    gc.disable()  # it slows the import of numbers, and this ends before there is anything to collect
    # On matrices as small as these several threads wait for each other; one is faster, and sums in one order only.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    command = "hackathon.teams.matching.cli"
    try:
        figures = named(f"{command}:match_files")(people, challenges, out, named(f"{command}:Limits")(**limits))
    except Refusal as refusal:
        raise BadInput(refusal.sentence) from refusal
    click.echo(figures)
