"""What a captain chooses when handing in, and the files that go along."""

from wtforms import SelectField

from hackathon.projects.submissions.rules import ATTACHABLE
from hackathon.web.forms import FilesField, Form, lazy


class SubmitProjectForm(Form):
    """Which of the commits we have seen to hand in; the newest unless chosen otherwise."""

    commit_sha = SelectField(
        lazy("Commit"),
        validate_choice=False,
        description=lazy("The newest we have seen is chosen. Something newer? Sync the repository first."),
    )


class AttachFilesForm(Form):
    """Files that go with the next submission."""

    file = FilesField(lazy("Files"), description=ATTACHABLE)
