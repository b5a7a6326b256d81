"""`hackathon record`: the record taken out, and verified anywhere."""

import sys
from pathlib import Path

import click

from hackathon.core.config import Settings
from hackathon.core.ledger import verify as verifier
from hackathon.core.named import named
from hackathon.program.opening import pass_settings


@click.group()
def record() -> None:
    """Take the record of everything that happened out, or verify one that was."""


@record.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@pass_settings
def export(settings: Settings, folder: Path) -> None:
    """Seal every committed fact, sign a checkpoint and write all of it to a new folder DIR."""
    exported = named("hackathon.backup.record:take_record")(settings, folder)
    click.echo(f"{exported.entries} entries and {exported.evidence} files of evidence are in {folder}.")
    if exported.gone:
        click.echo(f"{exported.gone} files of evidence were erased; the record says so.")
    click.echo(f"Keep {folder / 'checkpoint.txt'} where nobody can change it: against it, nothing can be cut off or")
    click.echo("written anew unnoticed. Verify with `python verify.py` in the folder, on any machine.")


@record.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--checkpoint", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="One kept elsewhere.")
def verify(folder: Path, checkpoint: Path | None) -> None:
    """Verify an exported record: the first bad entry and exit 1, or how many entries verified and their root.

    Needs no settings, database or service.
    """
    sys.exit(verifier.main(_kept(checkpoint), folder))


@record.command()
@click.argument("file", metavar="PROOF.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--checkpoint", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="One kept elsewhere.")
def proof(file: Path, checkpoint: Path | None) -> None:
    """Verify the proof of one entry, as its page gives it: exit 1, or its number, the root and the key that signed.

    A public-key.txt beside the file is believed more than the key in it. Needs no settings, database or service.
    """
    sys.exit(verifier.main(["--proof", str(file), *_kept(checkpoint)], file.parent))


@record.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--from", "first", default="", metavar="DAY", help="The first day of nominations that are counted.")
@click.option("--to", "last", default="", metavar="DAY", help="The last one.")
def figures(folder: Path, first: str, last: str) -> None:
    """Compute the funnel of use cases from an exported record: counts, lead times, days to yes and to no, as JSON.

    Verify the record first. Needs no settings, database or service.
    """
    named("hackathon.floors:contributions")  # so that every kind of fact is known
    period = named("hackathon.promotion.funnel.rules:period_typed")(first, last)
    click.echo(named("hackathon.promotion.funnel.cli:figures_told")(folder, period))


def _kept(checkpoint: Path | None) -> list[str]:
    return ["--checkpoint", str(checkpoint)] if checkpoint else []
