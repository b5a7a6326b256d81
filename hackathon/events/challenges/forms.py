"""Forms about a question: itself, and why it is declined."""

from collections.abc import Sequence
from typing import cast

from sqlalchemy.orm import Session
from wtforms import DecimalField, EmailField, Field, IntegerField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _
from hackathon.events.challenges.models import Challenge, Track
from hackathon.events.challenges.rules import (
    FREQUENCIES,
    MOST_MINUTES,
    MOST_PEOPLE,
    MOST_TEAMS,
    ChallengeDraft,
)
from hackathon.guidance.datasets.rules import DATA_CLASS_LABELS
from hackathon.people.accounts.models import Account
from hackathon.people.accounts.queries import account_by_email
from hackathon.people.profiles.forms import SkillsField
from hackathon.people.profiles.rules import skill_names_in
from hackathon.web.forms import SENTENCE, Form, LineField, TextField, VersionField, lazy, options


class ChallengeForm(Form):
    """What is asked, why it matters, how success is measured, from which data, and whose the result would be."""

    version = VersionField()
    title = LineField(
        lazy("Title"),
        validators=(DataRequired(lazy("Give the question a short title.")),),
        description=lazy("A few words by which everybody will call it."),
    )
    question = LineField(
        lazy("Question"),
        limit=SENTENCE,
        validators=(DataRequired(lazy("Ask the question in one sentence.")),),
        description=lazy("In one sentence: which decision should become better?"),
    )
    why = TextField(lazy("Why it matters"), description=lazy("Who loses what today, and how often? Markdown works."))
    metric = LineField(lazy("Metric"), limit=200, description=lazy("What is measured: minutes per batch."))
    metric_unit = LineField(lazy("Unit"), limit=40, description=lazy("min, %, EUR."))
    baseline = DecimalField(lazy("Today's value"), validators=[Optional()], places=None)
    baseline_source = LineField(lazy("Where today's value comes from"), limit=300)
    target = DecimalField(lazy("Value to reach"), validators=[Optional()], places=None)
    data_name = LineField(lazy("Data set"), limit=200)
    data_class = SelectField(
        lazy("How sensitive it is"),
        choices=lambda: options([("", _("Not known yet")), *DATA_CLASS_LABELS.items()]),
        coerce=lambda value: value or None,
    )
    data_link = LineField(lazy("Where it is found"), limit=500, description=lazy("A web address."))
    product_owner_id = SelectField(
        lazy("Product owner"),
        coerce=lambda value: int(value) if value else None,
        description=lazy("Who would own the result. Can stay open until the nomination."),
    )

    people_count = IntegerField(lazy("How many people have it"), validators=[Optional(), NumberRange(1, MOST_PEOPLE)])
    times_a_year = SelectField(
        lazy("How often"),
        choices=lambda: options([("", _("Not known yet")), *FREQUENCIES.items()]),
        coerce=lambda value: int(value) if value else None,
    )
    minutes_each = IntegerField(lazy("Minutes each time"), validators=[Optional(), NumberRange(1, MOST_MINUTES)])
    is_owned = SelectField(
        lazy("Does somebody own it today?"),
        choices=lambda: options([("", _("Not known yet")), ("True", _("Yes")), ("False", _("No"))]),
        coerce=lambda value: None if value in {"", None} else str(value) == "True",
    )

    wanted_skills = SkillsField(
        lazy("Skills it needs"), limit=SENTENCE, description=lazy("Parted by commas: SQL, time series.")
    )
    max_teams = IntegerField(
        lazy("Teams at most"),
        validators=[Optional(), NumberRange(1, MOST_TEAMS)],
        description=lazy("Once so many work on it, no other team can take it. Empty: any number."),
    )

    def offer_owners(self, owners: Sequence[Account], present: tuple[int, str] | None = None) -> None:
        """List who can own a result, with whoever is named already."""
        named = {owner.id: owner.display_name for owner in owners} | (dict([present]) if present else {})
        self.product_owner_id.choices = options([("", _("Not known yet")), *named.items()])

    def draft(self) -> ChallengeDraft:
        """Return what was typed."""
        skills = skill_names_in(self.wanted_skills.data or "", field="wanted_skills")
        return ChallengeDraft(**self.values("poser", "wanted_skills"), wanted_skills=skills)


class PoseChallengeForm(ChallengeForm):
    """A question, and (from organizers) whose it is."""

    poser = EmailField(
        lazy("Asked by"),
        validators=[Length(max=254)],
        description=lazy("The mail address of the domain expert who asks. Leave empty when you ask yourself."),
    )

    def poser_id(self, session: Session) -> int | None:
        """Find whose address was typed, None for none; raise `Invalid` when it is nobody's."""
        email = (self.poser.data or "").strip()
        if not email:
            return None
        found = account_by_email(session, email)
        if found is None:
            raise Invalid("poser", _("Nobody with this address has an account here."))
        return found.id


class MergeForm(Form):
    """Into which question another one goes."""

    into_id = SelectField(
        lazy("Merge into"),
        coerce=lambda value: int(value) if value else None,
        validators=[InputRequired(lazy("Choose a question."))],
        description=lazy("Its page shows both from now on. Teams of the merged question work on this one."),
    )

    def offer(self, others: Sequence[Challenge]) -> None:
        """List the questions it can go into."""
        self.into_id.choices = options([("", _("Choose one")), *((other.id, other.title) for other in others)])


class DeclineForm(Form):
    """Why something is declined."""

    reason = TextField(
        lazy("Why?"),
        limit=SENTENCE,
        validators=(DataRequired(lazy("Say why, so that it can be better next time.")),),
    )


class TrackForm(Form):
    """How a track is called."""

    name = LineField(lazy("Name of the track"), limit=80, validators=(DataRequired(lazy("Give the track a name.")),))


class SortForm(Form):
    """In which track each question is: `track_7` for question 7."""

    def placed(self) -> dict[int, int | None]:
        """Return the track of each question."""
        return {int(name.removeprefix("track_")): field.data for name, field in self._fields.items()}

    def rows(self) -> list[Field]:
        """List the fields, one for each question."""
        return list(self._fields.values())


def sort_form(challenges: Sequence[Challenge], tracks: Sequence[Track]) -> SortForm:
    """Make the form with a choice for each question."""
    named = options([("", _("No track")), *((track.id, track.name) for track in tracks)])
    fields = {
        f"track_{each.id}": SelectField(
            each.title, choices=named, coerce=lambda value: int(value) if value else None, default=each.track_id
        )
        for each in challenges
    }
    return cast(type[SortForm], type("SortForm", (SortForm,), fields))()
