"""The form of evidence."""

from typing import Any

from wtforms import SelectField

from hackathon.core.i18n import _
from hackathon.promotion.attachments.forms import EvidenceFileField
from hackathon.promotion.attachments.rules import GivenFile
from hackathon.promotion.cases.rules import LONGEST_LINK
from hackathon.promotion.gates.rules import EvidenceKind, Requirement
from hackathon.promotion.impact.queries import GivenReading
from hackathon.promotion.impact.rules import plain
from hackathon.web.forms import SENTENCE, Form, LineField, TextField, lazy, options


class GiveEvidenceForm(Form):
    """A link, a file or a reading; what the requirement does not allow is left out of the page."""

    link = LineField(lazy("Link"), limit=LONGEST_LINK)
    file = EvidenceFileField(lazy("File"))
    reading = SelectField(lazy("Reading"), coerce=lambda value: int(value) if value else None)
    note = TextField(lazy("What it shows"), limit=SENTENCE, description=lazy("Whoever accepts it reads this first"))

    def ask(self, requirement: Requirement, readings: list[GivenReading]) -> None:
        """Leave only the fields that the requirement allows."""
        for kind in set(EvidenceKind) - set(requirement.kinds):
            del self[kind]
        if EvidenceKind.READING in requirement.kinds:
            self.reading.choices = options(
                [("", _("Choose a reading")), *(_choice(each) for each in reversed(readings))]
            )

    def kept(self) -> GivenFile | None:
        """Store the file that was sent, if any."""
        sent = self._fields.get(EvidenceKind.FILE)
        return sent.kept() if isinstance(sent, EvidenceFileField) else None

    def words(self) -> dict[str, Any]:
        """Return what was typed beside the file."""
        sent = self.data
        return {"link": sent.get("link") or "", "reading_id": sent.get("reading"), "note": sent["note"] or ""}


def _choice(given: GivenReading) -> tuple[str, str]:
    reading = given.reading
    return str(reading.id), f"{plain(reading.value)} · {reading.measured_on.isoformat()} · {reading.method}"
