"""Who may bring people in by a file."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.models import SiteRole
from hackathon.people.imports.models import PeopleImport

READING = "people import"
"""Why the platform acts when it reads a file that somebody sent."""


def can_import(actor: Actor) -> Decision:
    """Let administrators bring people in."""
    return allow_if(actor.is_site(SiteRole.ADMIN), _("Only administrators bring people in by a file."))


def can_read(actor: Actor) -> Decision:
    """Let the platform alone say what is in a file."""
    return allow_if(actor.is_system(READING), _("Files are read in the background."))


def is_sound(found: PeopleImport) -> Decision:
    """Take a file over as a whole or not at all, and only one that does something."""
    return allow_if(
        not found.wrong, _("Some rows need mending first: correct them in the file and send it again.")
    ) & allow_if(found.created or found.changed, _("There is nothing to do: everybody is here, as the file says."))
