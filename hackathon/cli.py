"""The `hackathon` program: a list of commands, each of which is imported when it is asked for, and nothing before."""

import click

from hackathon.core.decisions import Refusal
from hackathon.core.named import named

COMMANDS = {
    "run": "Serve everything from one command: queue, schema, demo, web, worker and schedule.",
    "migrate": "Bring the database to the newest schema.",
    "web": "Serve pages with gunicorn; further gunicorn settings come from GUNICORN_CMD_ARGS.",
    "worker": "Work off background jobs.",
    "schedule": "Start periodic work and find what was lost; any number may run, one leads.",
    "queue": "Run the embedded queue, for installations without a Valkey of their own.",
    "user": "Create accounts, give roles, set passwords.",
    "doctor": "Say what is in order and what is not, and what to do about it.",
    "match": "Match the people of a spreadsheet into teams: roles, wishes, choices, skills; and say what was not met.",
    "rank": "Rank the ballots of a spreadsheet: severity of judges taken out, and how sure it is.",
    "inventory": "Import the public inventory of AI use cases as reference cases, and write it or our own cases out.",
    "record": "Take the record of everything that happened out, or verify one that was.",
    "backup": "Keep rows, files and repositories in one file, while people go on working.",
    "restore": "Bring an empty installation to what a backup holds, all of it or nothing.",
    "demo": "Fill an empty database with the demo's world.",
    "demo-git": "Serve the demo's repositories on loopback.",
}


class Program(click.Group):
    """Finds the command `x-y` as `x_y` in the module `hackathon.program.x_y`, and says refusals as sentences."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        command: click.Command = named(f"hackathon.program.{name}:{name}")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise click.ClickException(refusal.sentence) from refusal


@click.group(cls=Program)
def main() -> None:
    """Datathons inside an organization, and what comes after."""
