"""What an administrator sends to bring people in."""

from contextlib import closing

from werkzeug.datastructures import FileStorage
from wtforms import FileField
from wtforms.validators import InputRequired

from hackathon.people.imports.rules import LARGEST_FILE
from hackathon.web.forms import Form, lazy


class ImportForm(Form):
    """One file."""

    file = FileField(
        lazy("File"),
        description=lazy("CSV or XLSX, up to 5 MB. The first row names the columns."),
        validators=[InputRequired(lazy("Choose a file."))],
    )

    def sent(self) -> tuple[str, bytes]:
        """Return name and bytes, a byte more than allowed where there are too many."""
        file: FileStorage = self.file.data
        with closing(file):
            return file.filename or "", file.stream.read(LARGEST_FILE + 1)
