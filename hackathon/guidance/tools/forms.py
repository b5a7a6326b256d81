"""The form of a tool."""

from collections.abc import Iterable

from wtforms import SelectField
from wtforms.validators import DataRequired

from hackathon.core.i18n import _
from hackathon.guidance.tools.models import Tool
from hackathon.guidance.tools.rules import KIND_LABELS, STANDING_LABELS, ToolDraft
from hackathon.web.forms import SENTENCE, Form, LineField, VersionField, lazy, options


class ToolForm(Form):
    """What it is, whether it may be used, on which condition, and what to take instead."""

    version = VersionField()
    name = LineField(lazy("Name"), validators=(DataRequired(lazy("Give the tool its name.")),))
    vendor = LineField(lazy("Vendor"))
    kind = SelectField(lazy("Kind"), choices=lambda: options(KIND_LABELS.items()))
    standing = SelectField(lazy("May it be used?"), choices=lambda: options(STANDING_LABELS.items()))
    condition = LineField(
        lazy("Condition"), limit=SENTENCE, description=lazy("For a limited tool: what has to hold, in one sentence.")
    )
    substitute_id = SelectField(
        lazy("Substitute"),
        coerce=lambda value: int(value) if value not in {None, "", "None"} else None,
        description=lazy("For a blocked tool: what to take instead."),
    )

    def offer_substitutes(self, tools: Iterable[Tool]) -> None:
        """List what can stand in."""
        self.substitute_id.choices = options([("", _("None")), *((str(each.id), each.name) for each in tools)])

    def draft(self) -> ToolDraft:
        """Return what was typed."""
        return ToolDraft(**self.values())
