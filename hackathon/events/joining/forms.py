"""What an organizer types to make a join link, and what a colleague types to join by it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from wtforms import EmailField, IntegerField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _
from hackathon.events.joining.commands import JoinDraft
from hackathon.events.joining.rules import MOST_PLACES, few_skills
from hackathon.events.setup.models import Event
from hackathon.people.profiles.models import CRAFT_LABELS
from hackathon.web.forms import SENTENCE, Form, LineField, MomentField, lazy, options

_NEEDED = lazy("Fill this in.")


class MakeLinkForm(Form):
    """How many people a link lets in, and until when."""

    places = IntegerField(
        lazy("For how many people"),
        validators=[InputRequired(_NEEDED), NumberRange(1, MOST_PLACES)],
        description=lazy("More cannot come in by it."),
    )
    expires_at = MomentField(lazy("Until"), validators=[InputRequired(_NEEDED)])

    def show(self, event: Event) -> None:
        """Show the moment in the event's zone."""
        self.expires_at.shown_in(ZoneInfo(event.time_zone))

    def end(self, event: Event) -> datetime:
        """Return until when, typed in the event's zone."""
        moment = self.expires_at.moment(ZoneInfo(event.time_zone))
        if moment is None:
            raise Invalid("expires_at", _("Fill this in."))
        return moment


class JoinForm(Form):
    """Who joins and what they bring; everything else is asked when it is needed."""

    display_name = LineField(lazy("Your name"), validators=(DataRequired(_NEEDED),))
    email = EmailField(lazy("Your mail address at work"), validators=[InputRequired(_NEEDED), Length(max=254)])
    craft = SelectField(lazy("What you bring to a team"), choices=lambda: options(CRAFT_LABELS.items()))
    skills = LineField(
        lazy("Skills"), limit=SENTENCE, description=lazy("Up to three, parted by commas: SQL, time series.")
    )

    def draft(self) -> JoinDraft:
        """Return what was typed; raise `Invalid` for too many skills."""
        skills = few_skills(self.skills.data or "")
        return JoinDraft(self.display_name.data or "", self.email.data or "", self.craft.data, skills)
