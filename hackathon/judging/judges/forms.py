"""What judges type about themselves."""

from datetime import datetime
from zoneinfo import ZoneInfo

from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from hackathon.judging.judges.models import JudgeProfile
from hackathon.judging.judges.rules import MOST_MINUTES, JudgeDraft
from hackathon.web.forms import SENTENCE, Form, LineField, MomentField, VersionField, lazy


class JudgeForm(Form):
    """How much time a judge has, what they know about and read; all of it may stay empty."""

    version = VersionField()
    minutes = IntegerField(
        lazy("Minutes you have for judging"),
        validators=[Optional(), NumberRange(0, MOST_MINUTES)],
        description=lazy("In all. You get no more projects than fit into it."),
    )
    free_from = MomentField(
        lazy("Or: free from"), validators=[Optional()], description=lazy("In the event's time zone.")
    )
    free_until = MomentField(lazy("Free until"), validators=[Optional()])
    expertise = LineField(
        lazy("What you know about"),
        limit=SENTENCE,
        description=lazy("Skills and subjects, parted by commas. You are asked first for what needs them."),
    )
    languages = LineField(lazy("Languages you read"), description=lazy("Parted by commas: English, French."))

    @classmethod
    def of(cls, profile: JudgeProfile | None, skills: list[str], zone: ZoneInfo) -> "JudgeForm":
        """Fill the form in with what was said before, else with the skills of the judge's own profile."""
        said = {
            "minutes": profile and profile.minutes,
            "free_from": profile and profile.free_from,
            "free_until": profile and profile.free_until,
            "expertise": ", ".join(profile.expertise if profile else skills),
            "languages": ", ".join(profile.languages) if profile else "",
            "version": profile.version if profile else 0,
        }
        form = cls(**said)
        form.free_from.shown_in(zone)
        form.free_until.shown_in(zone)
        return form

    def draft(self, zone: ZoneInfo) -> JudgeDraft:
        """Return what was typed; raise `Invalid` for a time that does not exist in the zone."""
        free_from: datetime | None = self.free_from.moment(zone)
        return JudgeDraft(
            minutes=self.minutes.data,
            free_from=free_from,
            free_until=self.free_until.moment(zone),
            expertise=self.expertise.data or "",
            languages=self.languages.data or "",
        )
