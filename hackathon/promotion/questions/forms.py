"""Forms of must-pass questions."""

from wtforms import DateField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from hackathon.core.i18n import _
from hackathon.promotion.attachments.forms import EvidenceFileField
from hackathon.promotion.cases.rules import LONGEST_LINK
from hackathon.promotion.nominations.rules import REASON_LABELS, Refusal
from hackathon.promotion.questions.commands import AnswerDraft, EvidenceDraft
from hackathon.promotion.questions.rules import LONGEST_TERM, Answer, Terms
from hackathon.web.forms import SENTENCE, Form, LineField, TextField, VersionField, lazy, options

LONGEST_ADDRESS = 254


class AnswerForm(Form):
    """Yes, no with its reason, or a question back."""

    answer = RadioField(lazy("Your answer"), validators=[InputRequired(lazy("Choose an answer."))])
    reason = TextField(lazy("Why not, or what you want to know"), limit=SENTENCE)
    would_change = TextField(lazy("If no: what would change it"), limit=SENTENCE)
    version = VersionField()

    def offer(self) -> None:
        """Let one of the three answers be chosen."""
        self.answer.choices = options(
            [(Answer.YES, _("Yes")), (Answer.NO, _("No")), (Answer.ASK, _("I have to ask first"))]
        )

    def draft(self) -> AnswerDraft:
        """Return what was answered."""
        return AnswerDraft(**self.values())


class EvidenceForm(Form):
    """A link, a file, a few words, or all of them."""

    link = LineField(lazy("Link"), limit=LONGEST_LINK)
    file = EvidenceFileField(lazy("File"))
    note = TextField(lazy("In a few words"), limit=SENTENCE)

    def draft(self) -> EvidenceDraft:
        """Return what was given, the file stored."""
        return EvidenceDraft(self.link.data or "", self.note.data or "", self.file.kept())


class DeciderForm(Form):
    """Who decides, by mail address."""

    email = LineField(
        lazy("Mail address"),
        limit=LONGEST_ADDRESS,
        validators=(InputRequired(lazy("Give the mail address of whoever decides this.")),),
    )
    version = VersionField()


class TermsForm(Form):
    """What data and system owners are asked about."""

    data_name = LineField(lazy("Data"), limit=LONGEST_TERM)
    purpose = LineField(lazy("Purpose"), limit=LONGEST_TERM, validators=(InputRequired(lazy("Say what it is for.")),))
    system = LineField(lazy("System it is connected to"), limit=LONGEST_TERM)
    version = VersionField()

    def terms(self) -> Terms:
        """Return what was typed."""
        return Terms(self.data_name.data or "", self.purpose.data or "", self.system.data or "")


class RefusalForm(Form):
    """Why it is declined, what would change that, and when to come back."""

    code = SelectField(lazy("Because"))
    reason = TextField(
        lazy("Why"),
        limit=SENTENCE,
        validators=(InputRequired(lazy("Say why, in a sentence that the people concerned can use.")),),
        description=lazy("The team and who nominated it read this"),
    )
    would_change = TextField(
        lazy("What would change it"),
        limit=SENTENCE,
        validators=(InputRequired(lazy("Say what would change it; “nothing” is an answer.")),),
    )
    come_back_on = DateField(lazy("Come back on"), validators=[Optional()])
    version = VersionField()

    def offer(self) -> None:
        """Let one of the reasons be chosen."""
        self.code.choices = options(REASON_LABELS.items())

    def refusal(self) -> Refusal:
        """Return what was typed."""
        return Refusal(**self.values())
