"""What an administrator sends to bring people in."""

from contextlib import closing

from werkzeug.datastructures import FileStorage
from wtforms import FileField

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _
from hackathon.people.imports.rules import LARGEST_FILE
from hackathon.web.forms import Form, lazy


class ImportForm(Form):
    """One file."""

    file = FileField(lazy("File"), description=lazy("CSV or XLSX, up to 5 MB. The first row names the columns."))

    def sent(self) -> tuple[str, bytes]:
        """Return name and bytes, a byte more than allowed where there are too many; raise `Invalid` without a file."""
        file = self.file.data
        if not isinstance(file, FileStorage) or not file.filename:
            raise Invalid("file", _("Choose a file."))
        with closing(file):
            return file.filename, file.stream.read(LARGEST_FILE + 1)
