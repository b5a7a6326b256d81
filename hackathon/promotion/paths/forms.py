"""Forms of the six answers, of what changed, of a longer path, and of who would own it."""

from collections.abc import Mapping, Sequence
from typing import cast

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from hackathon.core.i18n import _
from hackathon.promotion.cases.forms import OwnerField, ReasonForm
from hackathon.promotion.cases.states import CasePath
from hackathon.promotion.limits.rules import Limit
from hackathon.promotion.paths.rules import (
    ANSWER_LABELS,
    CHANGE_LABELS,
    SERIOUS,
    SIX,
    Answer,
    Filled,
    statement,
)
from hackathon.web.forms import ChoicesField, Form, VersionField, lazy, options

PATHS = {
    CasePath.LIGHT: lazy("light: three questions and an owner"),
    CasePath.STANDARD: lazy("standard: must-pass questions and a round"),
    CasePath.FULL: lazy("full: as the standard one, with a second approver and a sponsor"),
}


class AnswersForm(Form):
    """The six statements, and which of the serious things hold."""

    open_data = RadioField()
    tools = RadioField()
    checked = RadioField()
    people = RadioField()
    reach = RadioField()
    effort = RadioField()
    serious = ChoicesField(lazy("Does any of this hold?"))
    version = VersionField()

    def ask(self, known: Mapping[str, Filled], limits: Mapping[Limit, int]) -> None:
        """Put each statement beside what the event knows about it."""
        for key in SIX:
            field = cast(RadioField, self[key])
            source = known.get(key, Filled()).source
            field.label.text = statement(key, limits)
            field.description = _("From the event: %(known)s") % {"known": source} if source else ""
            field.choices = options(ANSWER_LABELS.items())
            field.validators = [InputRequired(_("Answer this."))]
        self.serious.choices = options((key, statement(key, limits)) for key in SERIOUS)

    def answers(self) -> dict[str, str]:
        """Return what was answered."""
        six = {key: str(self[key].data) for key in SIX}
        held = set(self.serious.data or ())
        return six | {key: Answer.YES if key in held else Answer.NO for key in SERIOUS}


class ChangeForm(ReasonForm):
    """What changed, and how."""

    what = SelectField(lazy("What changed"), choices=options(CHANGE_LABELS.items()))


class RaiseForm(ReasonForm):
    """Along which longer path, and why."""

    path = SelectField(lazy("Its path from now on"))

    def offer(self, paths: Sequence[CasePath]) -> None:
        """Let one of these be chosen."""
        self.path.choices = options((path, PATHS[path]) for path in paths)


class ProposeForm(Form):
    """Who would own it."""

    owner_id = OwnerField(lazy("Proposed owner"), description=lazy("Signs the six answers, and is offered it later"))
    version = VersionField()
