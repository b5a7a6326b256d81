"""What people send about wishes."""

from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.validators import DataRequired

from hackathon.teams.wishes.rules import Step, after_step
from hackathon.web.forms import Form, LineField, VersionField, lazy, options

TOGETHER, APART = "together", "apart"
_PERSON = LineField(
    lazy("Name"),
    validators=(DataRequired(lazy("Say whom you mean.")),),
    description=lazy("As it stands in the list of people; the mail address where several are called so."),
)


class ChoicesForm(Form):
    """The order that the page showed, and the button that was pressed, if any: `up:12`; `add` alone adds `further`."""

    version = VersionField()
    order = SelectMultipleField(coerce=int, validate_choice=False)
    step = StringField()
    further = StringField()

    def ranked(self) -> list[int]:
        """Return the questions in the order that was asked for."""
        step, _colon, number = (self.step.data or "").partition(":")
        number, order = number or self.further.data or "", list(self.order.data or [])
        return after_step(order, step, int(number)) if step in set(Step) and number.isdecimal() else order


class NamePersonForm(Form):
    """With whom somebody would like to be in a team, or should not be."""

    person = _PERSON
    kind = RadioField(
        lazy("What you wish"),
        default=TOGETHER,
        choices=lambda: options(
            [
                (TOGETHER, lazy("To be in a team with them. You and the organizers read this.")),
                (APART, lazy("Not to be in a team with them. Only the organizers read this, ever.")),
            ]
        ),
    )


class KeepApartForm(Form):
    """Which two people must not be in one team."""

    person = _PERSON
    other = LineField(lazy("Must not be in a team with"), validators=(DataRequired(lazy("Say whom you mean.")),))
