"""What people type about a project."""

from wtforms.validators import DataRequired

from hackathon.projects.workspace.rules import ProjectDraft
from hackathon.web.forms import SENTENCE, Form, LineField, TextField, VersionField, lazy


class StartProjectForm(Form):
    """The few words with which a project starts."""

    title = LineField(lazy("Title"), validators=(DataRequired(lazy("Give the project a title.")),))
    summary = LineField(
        lazy("In one sentence"),
        limit=SENTENCE,
        description=lazy("What it does and for whom. You can write it later."),
    )


class ProjectForm(Form):
    """Everything a team writes about its prototype."""

    version = VersionField()
    title = LineField(lazy("Title"), validators=(DataRequired(lazy("Give the project a title.")),))
    summary = LineField(
        lazy("In one sentence"),
        limit=SENTENCE,
        description=lazy("What it does and for whom: shown on its card."),
    )
    description = TextField(
        lazy("Description"),
        description=lazy("What it does, how it works, what you learned. Markdown works."),
    )
    demo_url = LineField(
        lazy("Demo"),
        limit=SENTENCE,
        description=lazy("Where it can be tried: an address that begins with https:// or http://."),
    )
    video_url = LineField(
        lazy("Video"),
        limit=SENTENCE,
        description=lazy("An address, if a film shows it best. A video file can be handed in as an attachment."),
    )

    def draft(self) -> ProjectDraft:
        """Return what was typed."""
        return ProjectDraft(**self.values())
