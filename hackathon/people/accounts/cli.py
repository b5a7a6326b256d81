"""Accounts from the machine's command line: how the first administrator comes to be."""

from contextlib import AbstractContextManager
from typing import Protocol

import click

from hackathon.core.actors import Actor, system
from hackathon.core.decisions import Missing, Refusal
from hackathon.core.work import Work
from hackathon.people.accounts import commands
from hackathon.people.accounts.models import Account, SiteRole
from hackathon.people.accounts.queries import account_by_email
from hackathon.people.accounts.rules import hash_password

ROLES = click.Choice([str(role) for role in SiteRole])


class Installation(Protocol):
    """What the program hands to its commands."""

    def working(self, actor: Actor) -> AbstractContextManager[Work]:
        """Open a unit of work."""


class RefusalsAsMessages(click.Group):
    """Prints a command's refusal as a sentence instead of a trace."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise click.ClickException(refusal.sentence) from refusal


@click.group(cls=RefusalsAsMessages)
def user() -> None:
    """Create accounts, give roles, set passwords."""


@user.command()
@click.argument("email")
@click.option("--name", prompt=True, help="What colleagues call the person.")
@click.option("--role", "roles", multiple=True, type=ROLES, help="A site role to give; may be repeated.")
@click.password_option(help="Asked for when not given; prefer that, since programs are listed with their options.")
@click.pass_obj
def create(installation: Installation, email: str, name: str, roles: tuple[str, ...], password: str) -> None:
    """Create an account with a password."""
    password_hash = hash_password(password)
    with installation.working(system("cli")) as work:
        account = commands.create_account(work, email, name, password_hash=password_hash)
        for role in roles:
            commands.give_site_role(work, account.id, role)
    click.echo(f"{email} can sign in.")


@user.command("role")
@click.argument("email")
@click.argument("role", type=ROLES)
@click.option("--take", is_flag=True, help="Take the role away instead.")
@click.pass_obj
def change_role(installation: Installation, email: str, role: str, *, take: bool) -> None:
    """Give a site role, or take it away."""
    change = commands.take_site_role if take else commands.give_site_role
    with installation.working(system("cli")) as work:
        change(work, _account(work, email).id, role)
    click.echo(f"{email} {'no longer holds' if take else 'holds'} {role}.")


@user.command("password")
@click.argument("email")
@click.password_option()
@click.pass_obj
def reset_password(installation: Installation, email: str, password: str) -> None:
    """Set a password and end the person's sessions."""
    password_hash = hash_password(password)
    with installation.working(system("cli")) as work:
        commands.set_password(work, _account(work, email).id, password_hash)
    click.echo(f"{email} has a new password.")


@user.command("link")
@click.argument("email")
@click.pass_obj
def issue_link(installation: Installation, email: str) -> None:
    """Print a link that signs a person in once, whatever else is switched off."""
    with installation.working(system("cli")) as work:
        path = commands.issue_link(work, _account(work, email).id)
        address = f"{work.session.info['public_url']}{path}"
    click.echo(f"{address}\nIt works once, for 24 hours. Whoever holds it can sign in as {email}.")


def _account(work: Work, email: str) -> Account:
    account = account_by_email(work.session, email)
    if account is None:
        raise Missing(f"There is no account with the address {email}.")
    return account
