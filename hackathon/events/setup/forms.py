"""Forms about an event: itself with its times, a reason for calling it off, and who has a role at it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session
from wtforms import Field, IntegerField, SelectField
from wtforms.validators import DataRequired, Email, InputRequired, NumberRange, Optional, ValidationError

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event, EventRole, WindowKind
from hackathon.events.setup.rules import EARLIEST, LARGEST_TEAM, LATEST, PHASE_LABELS, EventDraft
from hackathon.people.accounts.queries import account_by_email
from hackathon.people.profiles.rules import time_zones
from hackathon.web.forms import SENTENCE, Form, LineField, MomentField, TextField, VersionField, lazy, options

ROLE_LABELS = {
    EventRole.ORGANIZER: lazy("Organizer"),
    EventRole.JUDGE: lazy("Judge"),
    EventRole.MENTOR: lazy("Mentor"),
}


def _is_sensible(_form: object, field: Field) -> None:
    """Keep moments far enough from the calendar's ends to be turned into UTC."""
    if field.data is not None and not EARLIEST.year <= field.data.year < LATEST.year:
        raise ValidationError(_("Choose a date of this century."))


def _window_bound(label: object) -> MomentField:
    return MomentField(label, validators=[Optional(), _is_sensible])


def _kept(before: datetime | None, typed: datetime | None) -> datetime | None:
    is_same = before is not None and typed == before.replace(second=0, microsecond=0)
    return before if is_same else typed


class EventForm(Form):
    """Everything an organizer says about an event; times are local to its zone, empty windows are filled in."""

    version = VersionField()
    name = LineField(lazy("Name"), validators=(DataRequired(lazy("Give the event a name.")),))
    summary = LineField(
        lazy("In one sentence"), limit=SENTENCE, description=lazy("What it is about and for whom; shown in lists.")
    )
    description = TextField(lazy("Description"), description=lazy("Agenda, rules, prizes. Markdown works."))
    place = LineField(lazy("Place"), description=lazy("A room, a city, “remote”."))
    time_zone = SelectField(
        lazy("Time zone"),
        choices=lambda: options((zone, zone) for zone in time_zones()),
        description=lazy("All times below are in this zone."),
    )
    starts_at = MomentField(lazy("Starts"), validators=[InputRequired(lazy("Say when it starts.")), _is_sensible])
    ends_at = MomentField(lazy("Ends"), validators=[InputRequired(lazy("Say when it ends.")), _is_sensible])
    team_min = IntegerField(
        lazy("Smallest team"), default=2, validators=[InputRequired(), NumberRange(1, LARGEST_TEAM)]
    )
    team_max = IntegerField(lazy("Largest team"), default=5, validators=[InputRequired(), NumberRange(1, LARGEST_TEAM)])
    capacity = IntegerField(
        lazy("Places"),
        validators=[Optional(), NumberRange(1, 100_000)],
        description=lazy("Leave empty for no limit. Whoever comes later waits for a place."),
    )
    challenges_opens_at = _window_bound(lazy("Questions from"))
    challenges_closes_at = _window_bound(lazy("Questions until"))
    registration_opens_at = _window_bound(lazy("Registration from"))
    registration_closes_at = _window_bound(lazy("Registration until"))
    forming_opens_at = _window_bound(lazy("Teams form from"))
    forming_closes_at = _window_bound(lazy("Teams form until"))
    running_opens_at = _window_bound(lazy("Building from"))
    running_closes_at = _window_bound(lazy("Handing in until"))
    judging_opens_at = _window_bound(lazy("Judging from"))
    judging_closes_at = _window_bound(lazy("Judging until"))

    def show(self, event: Event) -> None:
        """Show an event's moments as wall times of its zone."""
        for field in self._moments():
            field.shown_in(ZoneInfo(event.time_zone))

    def draft(self, event: Event | None = None) -> EventDraft:
        """Return what was typed, wall times turned into moments; a time that the zone skips is refused.

        A moment of the event that was shown to the minute and left alone keeps its seconds.
        """
        zone = ZoneInfo(self.time_zone.data or "UTC")
        moments: dict[str, Any] = {
            field.name: _kept(getattr(event, field.name, None), field.moment(zone)) for field in self._moments()
        }
        return EventDraft(**self.values(*moments), **moments)

    @property
    def window_fields(self) -> list[tuple[object, Field, Field]]:
        """The windows as rows of a page: label, opening, closing."""
        return [(PHASE_LABELS[kind], self[f"{kind}_opens_at"], self[f"{kind}_closes_at"]) for kind in WindowKind]

    def _moments(self) -> list[MomentField]:
        return [field for field in self if isinstance(field, MomentField)]


class CancelEventForm(Form):
    """Why an event will not happen."""

    version = VersionField()
    reason = TextField(
        lazy("Why?"),
        limit=SENTENCE,
        validators=(DataRequired(lazy("Say why: everybody who takes part is told.")),),
        description=lazy("Everybody who takes part is told."),
    )


class GiveRoleForm(Form):
    """Who gets which role at an event."""

    email = LineField(
        lazy("Mail address"),
        limit=254,
        validators=(DataRequired(lazy("Whose address?")), Email(lazy("This is not a mail address."))),
    )
    role = SelectField(lazy("Role"), choices=lambda: options(ROLE_LABELS.items()), default=EventRole.MENTOR.value)

    def account_id(self, session: Session) -> int:
        """Find whose address was typed; raise `Invalid` when it is nobody's."""
        found = account_by_email(session, self.email.data or "")
        if found is None:
            raise Invalid("email", _("Nobody with this address has an account here."))
        return found.id


class TakeRoleForm(Form):
    """Whose role is taken back."""

    account_id = IntegerField(validators=[InputRequired()])
    role = LineField("", limit=20)
