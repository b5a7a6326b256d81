"""The form of a reading."""

from decimal import Decimal
from typing import Any

from wtforms import DateField, DecimalField
from wtforms.validators import InputRequired

from hackathon.core.i18n import _
from hackathon.promotion.cases.rules import LONGEST_LINK
from hackathon.promotion.impact.commands import ReadingDraft
from hackathon.web.forms import Form, LineField, lazy

METHOD = 300


class NumberField(DecimalField):
    """A number as people write it, with a point or a comma before the decimals."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, places=None, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = (valuelist[0] if valuelist else "").strip()
        try:
            self.data = Decimal(typed.replace(",", ".", 1)) if typed else None
        except ArithmeticError:
            raise ValueError(_("Type a number, such as 12 or 12.5.")) from None


class ReadingForm(Form):
    """What was measured, when and how."""

    value = NumberField(lazy("Value"), validators=[InputRequired(lazy("Type the value that was measured."))])
    measured_on = DateField(lazy("Measured on"), validators=[InputRequired(lazy("Give the day it was measured."))])
    method = LineField(
        lazy("How it was measured"),
        limit=METHOD,
        validators=(InputRequired(lazy("Say how it was measured, so that somebody else can do it again.")),),
        description=lazy("Source, period and number of cases, so that somebody else can do it again"),
    )
    link = LineField(lazy("Link"), limit=LONGEST_LINK, description=lazy("Where the numbers are"))

    def draft(self) -> ReadingDraft:
        """Return what was typed."""
        return ReadingDraft(**self.values())
