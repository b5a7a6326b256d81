"""Which mentor an organizer chooses for a team."""

from collections.abc import Iterable

from wtforms import SelectField

from hackathon.core.i18n import ngettext
from hackathon.web.forms import Form, lazy, options


class MentorForm(Form):
    """One of the event's mentors."""

    account_id = SelectField(lazy("Mentor"), coerce=int)

    @classmethod
    def among(cls, mentors: Iterable[tuple[int, str, int]]) -> "MentorForm":
        """Make the form for these mentors, each with how many teams they have."""
        form = cls()
        form.account_id.choices = options((who, _labelled(name, teams)) for who, name, teams in mentors)
        return form


def _labelled(name: str, teams: int) -> str:
    return ngettext("%(name)s (%(teams)s team)", "%(name)s (%(teams)s teams)", teams) % {"name": name, "teams": teams}
