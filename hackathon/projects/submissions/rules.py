"""What a hand-in needs, by how much a deadline was missed, and whether a file is what its name says."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from hackathon.core.i18n import _, lazy, ngettext

MAX_ATTACHMENTS = 5
LONGEST_NAME = 200
HEAD_BYTES = 64 * 1024
"""How much of a file is looked at to tell what it is."""

ATTACHABLE = lazy(
    "Take PDF, PNG, JPEG, GIF, WebP, MP4, WebM, PowerPoint, Word, Excel, ODP, notebook, JSON, CSV, Markdown, TXT, ZIP."
)

_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60
_ZIPPED = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
_WRITTEN = {"csv": "text/csv", "md": "text/markdown", "txt": "text/plain"}
_STRUCTURED = {"ipynb": "application/x-ipynb+json", "json": "application/json"}


@dataclass(frozen=True)
class CheckItem:
    """One line of the checklist before handing in; without a required one nothing can be handed in."""

    key: str
    label: str
    is_done: bool
    is_required: bool


@dataclass(frozen=True)
class ReadyParts:
    """What of a project is there to be handed in."""

    title: str
    summary: str
    demo_url: str
    has_repository: bool
    has_attachments: bool


@dataclass(frozen=True)
class Attaching:
    """A file whose contents are stored already and that somebody wants to attach."""

    name: str
    media_type: str
    key: str
    size: int
    sha256: str


@dataclass(frozen=True)
class KeptCommit:
    """What was kept of a submitted commit: the history (`bundle`) or its files alone (`tree`), and where."""

    kind: str
    key: str
    size: int
    sha256: str


def checklist(parts: ReadyParts) -> tuple[CheckItem, ...]:
    """List what a hand-in should have, what it cannot do without first."""
    return (
        CheckItem("title", _("A title"), bool(parts.title.strip()), is_required=True),
        CheckItem("summary", _("A summary in one or two sentences"), bool(parts.summary.strip()), is_required=True),
        CheckItem("repository", _("A repository or uploaded files"), parts.has_repository, is_required=False),
        CheckItem("demo", _("A link to a demo"), bool(parts.demo_url), is_required=False),
        CheckItem("attachments", _("Slides, a notebook or a video"), parts.has_attachments, is_required=False),
    )


def missing(items: tuple[CheckItem, ...], *, required: bool) -> tuple[CheckItem, ...]:
    """List what is not done yet, of the required or of the optional items."""
    return tuple(item for item in items if item.is_required is required and not item.is_done)


def moment_there(at: datetime, zone: str) -> str:
    """Write a moment in the event's own zone, with seconds where there are any: Tue 24 Nov, 12:00 CET."""
    clock = "HH:mm:ss" if at.second else "HH:mm"
    return format_datetime(at, f"EEE d MMM, {clock} z", tzinfo=ZoneInfo(zone), locale="en_GB")


def spoken(duration: timedelta) -> str:
    """Write how long something took, in its two largest units: 3 min 12 s."""
    seconds = int(duration.total_seconds())
    if seconds < 1:
        return _("less than a second")
    days, hours = divmod(seconds, _DAY)[0], seconds % _DAY // _HOUR
    minutes, rest = seconds % _HOUR // _MINUTE, seconds % _MINUTE
    parts = (
        (days, ngettext("%(num)s day", "%(num)s days", days) % {"num": days}),
        (hours, _("%(num)s h") % {"num": hours}),
        (minutes, _("%(num)s min") % {"num": minutes}),
        (rest, _("%(num)s s") % {"num": rest}),
    )
    first = next(at for at, (number, _text) in enumerate(parts) if number)
    return " ".join(text for number, text in parts[first : first + 2] if number)


def plain_name(given: str) -> str:
    """Return a file's own name, without folders and without characters that nobody sees."""
    own = given.replace("\\", "/").rpartition("/")[2]
    visible = "".join(each if each.isprintable() else " " for each in unicodedata.normalize("NFC", own))
    return " ".join(visible.split())[-LONGEST_NAME:] or _("file")


def media_type_of(name: str, head: bytes) -> str:
    """Return what a file is, by its name and its beginning together; raise `ValueError` with the sentence otherwise."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    kind = _KINDS.get(extension)
    if kind is None:
        raise ValueError(_("%(name)s is not a kind of file that can be attached. %(kinds)s") % _named(name))
    media_type, fits = kind
    if not fits(head):
        raise ValueError(
            _("%(name)s is not what its name says. Save it again as %(extension)s in the program it comes from.")
            % {"name": name, "extension": extension.upper()}
        )
    return media_type


def _named(name: str) -> dict[str, str]:
    return {"name": name, "kinds": str(ATTACHABLE)}


def _begins(*signs: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signs)


def _is_webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _is_mp4(head: bytes) -> bool:
    return head[4:8] == b"ftyp"


def _is_text(head: bytes) -> bool:
    """Tell whether this is the beginning of a text, which may end in the middle of a letter."""
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    try:
        head[: len(head) - 3 if len(head) == HEAD_BYTES else None].decode()
    except UnicodeDecodeError as trouble:
        return trouble.start >= HEAD_BYTES - 4 or head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return True


def _is_json(head: bytes) -> bool:
    return _is_text(head) and head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["}


_KINDS: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    "pdf": ("application/pdf", _begins(b"%PDF-")),
    "png": ("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    "jpg": ("image/jpeg", _begins(b"\xff\xd8\xff")),
    "jpeg": ("image/jpeg", _begins(b"\xff\xd8\xff")),
    "gif": ("image/gif", _begins(b"GIF87a", b"GIF89a")),
    "webp": ("image/webp", _is_webp),
    "mp4": ("video/mp4", _is_mp4),
    "webm": ("video/webm", _begins(b"\x1a\x45\xdf\xa3")),
    **{name: (media_type, _begins(b"PK\x03\x04")) for name, media_type in _ZIPPED.items()},
    **{name: (media_type, _is_json) for name, media_type in _STRUCTURED.items()},
    **{name: (media_type, _is_text) for name, media_type in _WRITTEN.items()},
}
