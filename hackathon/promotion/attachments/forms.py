"""The field that takes a file, and its contents being stored."""

from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import FileField

from hackathon.promotion.attachments.rules import LARGEST_FILE, GivenFile, media_type_of, what_is_taken
from hackathon.web.database import storage


class EvidenceFileField(FileField):
    """One file of the kinds that are taken as evidence."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, description=what_is_taken(), **options)

    def kept(self) -> GivenFile | None:
        """Store the contents before any lock is taken; a row refers to them only when the command succeeds."""
        sent = self.data
        if not isinstance(sent, FileStorage) or not sent.filename:
            return None
        media_type_of(sent.filename)
        return GivenFile(sent.filename, storage().keep(sent.stream, limit=LARGEST_FILE))
