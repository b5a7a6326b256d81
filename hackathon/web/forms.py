"""Forms: the shape of what people type, kept for them when it is refused."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import request
from werkzeug.datastructures import CombinedMultiDict, FileStorage, MultiDict
from wtforms import (
    DateTimeLocalField,
    Field,
    HiddenField,
    IntegerField,
    MultipleFileField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from hackathon.core import i18n
from hackathon.core.decisions import Conflict, Invalid, Stale
from hackathon.core.i18n import _, gettext, ngettext
from hackathon.core.lines import plain_line
from hackathon.web.converters import LARGEST

TITLE = 120
SENTENCE = 500
TEXT = 20_000
lazy: Callable[[str], Any] = i18n.lazy
"""For labels and sentences of fields: WTForms' types ask for `str`, but it draws whatever becomes one."""


class _Translations:
    """WTForms' own sentences, through the same catalogue as ours."""

    def gettext(self, sentence: str) -> str:
        return gettext(sentence)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return ngettext(singular, plural, count)


class Form(PlainForm):
    """A form bound to this request; `status` is what its page answers: 200, 422 when refused, 409 when too late."""

    class Meta:
        def get_translations(self, form: PlainForm) -> _Translations:
            return _Translations()

    def __init__(self, obj: object = None, **defaults: Any) -> None:
        sent: MultiDict[str, Any] | None = (
            CombinedMultiDict([request.files, request.form]) if request.method == "POST" else None
        )
        super().__init__(formdata=sent, obj=obj, data=defaults)
        self.status = 200

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, whole numbers also for whether a column of the database can hold them."""
        is_fit = bool(super().validate(extra_validators))
        unfit = [field for field in self if isinstance(field.data, int) and abs(field.data) > LARGEST]
        for field in unfit:
            self.refuse(field.name, _("This number is too large."))
        return is_fit and not unfit

    def accepts(self) -> bool:
        """Tell whether the form was sent and its shape is right; errors stand beside the fields otherwise."""
        if request.method != "POST":
            return False
        if self.validate():
            return True
        self.status = 422
        return False

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Show a command's refusal on the form, beside its field, instead of losing what was typed."""
        try:
            yield
        except Invalid as refusal:
            self.refuse(refusal.field, refusal.sentence)
        except Stale as refusal:
            self.refuse("", refusal.sentence, status=409)
            self._read_anew(refusal.version)
        except Conflict as refusal:
            self.refuse("", refusal.sentence, status=409)

    def values(self, *but: str) -> dict[str, Any]:
        """Return what was typed by field name, as keyword arguments for a command."""
        return {name: value for name, value in self.data.items() if name not in {"version", *but}}

    def _read_anew(self, version: int) -> None:
        """Send the newest version along from now on: the reader was told, so saving again is meant."""
        if isinstance(field := self._fields.get("version"), VersionField):
            field.data, field.raw_data = version, None

    def refuse(self, field: str, sentence: str, *, status: int = 422) -> None:
        """Put a sentence beside a field, or on top where no field has this name."""
        self.status = status
        if field in self._fields:
            self._fields[field].errors = [*self._fields[field].errors, sentence]
        else:
            self.form_errors.append(sentence)


class VersionField(IntegerField):
    """The version a person read, sent back hidden, so that two editors never overwrite each other."""

    widget = HiddenInput()

    def __init__(self, **options: Any) -> None:
        super().__init__(validators=[Optional()], **options)


class LineField(StringField):
    """One line of text, without spaces around it and without what nobody sees."""

    def __init__(self, label: Any, *, limit: int = TITLE, validators: tuple[Any, ...] = (), **options: Any) -> None:
        super().__init__(label, validators=[*validators, Length(max=limit)], filters=[_lined], **options)


class TextField(TextAreaField):
    """Several lines of text (markdown where a page renders it), without spaces around it."""

    def __init__(self, label: Any, *, limit: int = TEXT, validators: tuple[Any, ...] = (), **options: Any) -> None:
        super().__init__(label, validators=[*validators, Length(max=limit)], filters=[_stripped], **options)


class ChoicesField(SelectMultipleField):
    """Several of a short list, as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class FilesField(MultipleFileField):
    """Several files chosen at once; `chosen` leaves out what the browser sends for an empty choice."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, **options)

    @property
    def chosen(self) -> list[FileStorage]:
        """The files that were chosen."""
        return [file for file in self.data or [] if isinstance(file, FileStorage) and file.filename]


class MomentField(DateTimeLocalField):
    """A date and time typed in a zone of the form's choosing (`form.zone()`), kept as a moment in UTC.

    A time the zone skips (the hour lost in spring) is refused with a sentence.
    """

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **options)

    def process_data(self, value: datetime | None) -> None:
        """Show a stored moment."""
        self.data = value

    def shown_in(self, zone: ZoneInfo) -> None:
        """Turn the stored moment into the zone's wall time before the form is drawn."""
        if self.data is not None and self.data.tzinfo is not None and not self.raw_data:
            self.data = self.data.astimezone(zone).replace(tzinfo=None)

    def moment(self, zone: ZoneInfo) -> datetime | None:
        """Return the typed wall time as a moment; raise `Invalid` when the zone has no such time."""
        if self.data is None:
            return None
        local = self.data.replace(tzinfo=zone)
        if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != self.data:
            raise Invalid(
                self.name,
                _("This time does not exist in that zone: the clocks skip it. Choose one an hour later."),
            )
        return local.astimezone(UTC)


def options(pairs: Iterable[tuple[object, object]]) -> Any:
    """Turn (value, label) pairs into what WTForms' select and radio fields take."""
    return [SelectChoice(value=value, label=str(label)) for value, label in pairs]


class OneOf:
    """Validates that a value is one of a fixed list, with a sentence that names the field."""

    def __init__(self, choices: tuple[str, ...]) -> None:
        self._choices = choices

    def __call__(self, _form: PlainForm, field: Field) -> None:
        if field.data not in self._choices:
            raise ValidationError(_("Choose one of the list."))


class ButtonForm(Form):
    """What a page's action buttons send: nothing but the version that was on the page."""

    version = VersionField()


def _lined(value: object) -> object:
    return plain_line(value) if isinstance(value, str) else _stripped(value)


def _stripped(value: object) -> object:
    if value is None:
        return ""  # a field that was not sent at all says as little as an empty one
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


__all__ = [
    "ButtonForm",
    "ChoicesField",
    "FilesField",
    "Form",
    "HiddenField",
    "LineField",
    "MomentField",
    "OneOf",
    "TextField",
    "VersionField",
    "lazy",
    "options",
]
