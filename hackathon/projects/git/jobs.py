"""What background work is given to run git: what may be reached, and the tokens of private hosts."""

from dataclasses import replace

from hackathon.core.jobs import JobContext
from hackathon.core.secrets import Vault
from hackathon.projects.git.gateway import GitSettings, git_settings
from hackathon.projects.git.queries import tokens_by_origin


def git_settings_of(context: JobContext) -> GitSettings:
    """Read the settings and, in one query before the network is asked, the tokens."""
    token_for = tokens_by_origin(context.session, Vault.of(context.settings))
    return replace(git_settings(context.settings), token_for=token_for)
