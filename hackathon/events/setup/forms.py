"""Forms about an event: itself with its times, a reason for calling it off, and who has a role at it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from wtforms import DateField, Field, IntegerField, RadioField, SelectField
from wtforms.validators import DataRequired, Email, InputRequired, NumberRange, Optional, ValidationError

from hackathon.core.contributions import EventCopy
from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event, EventRole, WindowKind
from hackathon.events.setup.rules import (
    EARLIEST,
    LARGEST_TEAM,
    LATEST,
    PHASE_LABELS,
    PRESETS,
    EventDraft,
    Preset,
    is_twice,
    preset_times,
)
from hackathon.people.accounts.queries import account_by_email
from hackathon.people.profiles.rules import time_zones
from hackathon.web.forms import (
    SENTENCE,
    ChoicesField,
    Form,
    LineField,
    MomentField,
    TextField,
    VersionField,
    lazy,
    options,
)

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


def _is_kept(before: datetime | None, field: MomentField, zone: ZoneInfo) -> bool:
    """Tell whether a moment that was shown to the minute was left alone, be it one that the clocks show twice."""
    return before is not None and field.data == before.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)


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

    def show(self, event: Event | EventDraft) -> None:
        """Show an event's moments as wall times of its zone."""
        for field in self._moments():
            field.shown_in(ZoneInfo(event.time_zone))

    def draft(self, event: Event | None = None) -> EventDraft:
        """Return what was typed, wall times turned into moments; a time that the zone skips is refused.

        A moment of the event that was shown to the minute and left alone keeps its seconds.
        """
        zone = ZoneInfo(self.time_zone.data or "UTC")
        moments: dict[str, Any] = {field.name: field.moment(zone) for field in self._moments()}
        for field in self._moments():
            before = getattr(event, field.name, None)
            if _is_kept(before, field, zone):
                moments[field.name] = before
        return EventDraft(**self.values(*moments), **moments)

    def twice(self, event: Event | None = None) -> list[str]:
        """Say of each typed time that the clocks of the zone show twice which one is meant."""
        zone = ZoneInfo(self.time_zone.data or "UTC")
        return [
            _("%(field)s: the clocks show this time twice. The first one is meant.") % {"field": field.label.text}
            for field in self._moments()
            if field.data is not None
            and not _is_kept(getattr(event, field.name, None), field, zone)
            and is_twice(field.data, zone)
        ]

    @property
    def window_fields(self) -> list[tuple[object, Field, Field]]:
        """The windows as rows of a page: label, opening, closing."""
        return [(PHASE_LABELS[kind], self[f"{kind}_opens_at"], self[f"{kind}_closes_at"]) for kind in WindowKind]

    def _moments(self) -> list[MomentField]:
        return [field for field in self if isinstance(field, MomentField)]


class Planned(NamedTuple):
    """What a preset proposes, and what is to be said about its times."""

    draft: EventDraft
    notes: tuple[str, ...]


class PresetForm(Form):
    """A name, how long, and the days; sent in the address, since looking at what it proposes changes nothing."""

    name = LineField(lazy("Name"), validators=(DataRequired(lazy("Give the event a name.")),))
    preset = RadioField(
        lazy("How long"),
        choices=lambda: options((preset, pattern.label) for preset, pattern in PRESETS.items()),
        default=Preset.TWO_DAYS.value,
    )
    first_day = DateField(lazy("First day"), validators=[InputRequired(lazy("Say when it starts."))])
    last_day = DateField(
        lazy("Last day"), validators=[Optional()], description=lazy("Not needed for one day. Empty: the usual length.")
    )
    time_zone = SelectField(lazy("Time zone"), choices=lambda: options((zone, zone) for zone in time_zones()))

    def __init__(self, sent: MultiDict[str, str], **defaults: Any) -> None:
        super().__init__(**defaults)
        self.is_sent = "name" in sent
        if self.is_sent:
            self.process(formdata=sent)

    def planned(self) -> Planned | None:
        """Return the draft that the preset proposes, None where there is something to say beside a field."""
        if not self.validate():
            self.status = 422
            return None
        with self.guard():
            first_day = self.first_day.data or EARLIEST.date()
            zone = ZoneInfo(self.time_zone.data)
            times = preset_times(Preset(self.preset.data), first_day, self.last_day.data, zone)
            return Planned(EventDraft(name=self.name.data or "", time_zone=zone.key, **times.moments), times.notes)
        return None


class CopyEventForm(Form):
    """What a copy of an event is called, when it starts, and what comes along."""

    name = LineField(lazy("Name"), validators=(DataRequired(lazy("Give the event a name.")),))
    first_day = DateField(
        lazy("First day"),
        validators=[InputRequired(lazy("Say when it starts."))],
        description=lazy("All times move with it and keep their time of the day."),
    )
    also = ChoicesField(lazy("Comes along"))

    def offer(self, parts: Sequence[EventCopy]) -> None:
        """List what can come along."""
        self.also.choices = options((part.key, part.label) for part in parts)


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
