"""The form of evidence."""

from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import FileField, SelectField

from hackathon.core.i18n import _
from hackathon.promotion.cases.rules import LONGEST_LINK
from hackathon.promotion.gates.rules import LARGEST_FILE, MEDIA_TYPES, EvidenceKind, Requirement
from hackathon.promotion.impact.queries import GivenReading
from hackathon.promotion.impact.rules import plain
from hackathon.web.forms import SENTENCE, Form, LineField, TextField, lazy, options


class GiveEvidenceForm(Form):
    """A link, a file or a reading; what the requirement does not allow is left out of the page."""

    link = LineField(lazy("Link"), limit=LONGEST_LINK)
    file = FileField(lazy("File"))
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
        else:
            self.file.description = _("At most %(limit)s MB: %(endings)s") % {
                "limit": LARGEST_FILE // 1024**2,
                "endings": ", ".join(ending.removeprefix(".") for ending in MEDIA_TYPES),
            }

    def upload(self) -> FileStorage | None:
        """Return the file that was sent, if any."""
        sent = self.data.get(EvidenceKind.FILE)
        return sent if isinstance(sent, FileStorage) and sent.filename else None

    def words(self) -> dict[str, Any]:
        """Return what was typed beside the file."""
        sent = self.data
        return {"link": sent.get("link") or "", "reading_id": sent.get("reading"), "note": sent["note"] or ""}


def _choice(given: GivenReading) -> tuple[str, str]:
    reading = given.reading
    return str(reading.id), f"{plain(reading.value)} · {reading.measured_on.isoformat()} · {reading.method}"
