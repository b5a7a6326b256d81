"""`hackathon doctor`: green or red for everything an installation stands on."""

import json
import os
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from hackathon.core.named import named

if TYPE_CHECKING:
    from hackathon.doctor.examine import Finding


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Write the findings as JSON.")
def doctor(*, as_json: bool) -> None:
    """Say what is in order and what is not, and what to do about it."""
    # Named and not imported: asking for help needs no house.
    findings: list[Finding] = named("hackathon.doctor.examine:examine")(os.environ)
    click.echo(json.dumps([asdict(each) for each in findings], indent=1) if as_json else _lines(findings))
    sys.exit(not all(each.is_fine for each in findings))


def _lines(findings: "list[Finding]") -> str:
    width = max(len(each.check) for each in findings)
    return "\n".join(f"{_mark(each)} {each.check:{width}}  {each.sentence}" for each in findings)


def _mark(finding: "Finding") -> str:
    return click.style("ok ", fg="green") if finding.is_fine else click.style("RED", fg="red", bold=True)
