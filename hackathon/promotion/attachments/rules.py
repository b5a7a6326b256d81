"""Which files are taken as evidence, and what they are called."""

from dataclasses import dataclass
from pathlib import PurePath

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _
from hackathon.core.storage import Kept

LARGEST_FILE = 25 * 1024 * 1024
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class GivenFile:
    """A file whose contents are stored already."""

    name: str
    kept: Kept


def media_type_of(name: str) -> str:
    """Return the kind of a file by its ending; raise `Invalid` for one that is not taken as evidence."""
    found = MEDIA_TYPES.get(PurePath(name).suffix.lower())
    if found is None:
        raise Invalid(
            "file", _("This kind of file is not taken. Possible are: %(endings)s.") % {"endings": endings_taken()}
        )
    return found


def what_is_taken() -> str:
    """Say how large a file may be, and of which kinds."""
    return _("At most %(limit)s MB: %(endings)s") % {"limit": LARGEST_FILE // 1024**2, "endings": endings_taken()}


def endings_taken() -> str:
    """List the endings of files that are taken."""
    return ", ".join(ending.removeprefix(".") for ending in MEDIA_TYPES)


def safe_name(name: str) -> str:
    """Return a file's own name, without folders or characters that cannot be seen."""
    own = PurePath(name.replace("\\", "/")).name
    return "".join(each for each in own if each.isprintable())[-255:] or "file"
