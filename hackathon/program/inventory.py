"""`hackathon inventory`: the public inventory of AI use cases in, and out again; our own live cases out."""

from collections.abc import Iterable
from pathlib import Path

import click

from hackathon.core.config import Settings
from hackathon.core.decisions import Refusal
from hackathon.core.named import named
from hackathon.program import BadInput
from hackathon.program.opening import pass_settings

_OUT = click.Path(dir_okay=False, path_type=Path)
_COMMANDS = "hackathon.promotion.inventory.cli"


@click.group()
def inventory() -> None:
    """Import the public inventory of AI use cases as reference cases, and write it or our own cases out."""


@inventory.command("import")
@click.argument("file", metavar="FILE.csv", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--encoding", help="Of the file, where it is neither UTF-8 nor UTF-16 with its mark.")
@pass_settings
def take_in(settings: Settings, file: Path, encoding: str | None) -> None:
    """Take a file in, every row as it came, beside what the dictionary means by it.

    Spellings that fit none of the dictionary's values are kept and listed. The last line written is one JSON object:
    rows, imported, unplaced, recoded, seconds.
    """
    _say(named(f"{_COMMANDS}:import_file")(_toolbox(settings), file, encoding))


@inventory.command("export")
@click.argument("file", metavar="FILE.csv", type=_OUT)
@click.option("--ours", is_flag=True, help="Our own live cases, and what the dictionary asks for beyond what we know.")
@click.option("--agency", default="", help="With --ours: the short name that stands before numbers.")
@pass_settings
def write_out(settings: Settings, file: Path, agency: str, *, ours: bool) -> None:
    """Write the last import with its rows in their order, or our own live cases.

    The last line written is one JSON object with the figures.
    """
    toolbox = _toolbox(settings)
    if ours:
        _say(named(f"{_COMMANDS}:export_ours")(toolbox, file, agency))
    else:
        _say(named(f"{_COMMANDS}:export_last")(toolbox, file))


def _toolbox(settings: Settings) -> object:
    return named("hackathon.toolbox:Toolbox").of(settings)


def _say(lines: Iterable[str]) -> None:
    try:
        for line in lines:
            click.echo(line)
    except Refusal as refusal:
        raise BadInput(refusal.sentence) from refusal
    except OSError as trouble:
        raise BadInput(f"{trouble.filename}: {trouble.strerror}") from trouble
