"""What a team without git chooses to upload."""

from hackathon.web.forms import FilesField, Form, lazy


class UploadFilesForm(Form):
    """Files, or a folder with everything in it; its own name is left out of the paths."""

    file = FilesField(
        lazy("Files"), description=lazy("Up to 50 files of 20 MB each. A file of the same name is replaced.")
    )
    folder = FilesField(lazy("Or a whole folder"), description=lazy("Its inner folders are kept as they are."))
