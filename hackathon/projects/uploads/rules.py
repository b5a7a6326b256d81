"""Which paths may be uploaded: those that mean one and the same file on every computer."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from hackathon.core.decisions import Refusal
from hackathon.core.i18n import gettext as _

MAX_PATH_BYTES = 255
MAX_FILES = 2000
MAX_AT_ONCE = 50
MAX_FILE_BYTES = 20 * 1024 * 1024

_GIT_NAME = re.compile(r"\.git|git~[0-9]", re.IGNORECASE)


class UploadRefused(Refusal):
    """The files are not taken as they are."""


@dataclass(frozen=True)
class GivenFile:
    """A file somebody chose, its contents stored already: where it goes in the project, and where it is kept."""

    path: str
    key: str
    size: int
    sha256: str


def without_top(path: str) -> str:
    """Leave out the name of the folder that was chosen: the project's own folder stands for it."""
    return path.partition("/")[2] or path


def cleaned(paths: Sequence[str], *, present: Iterable[str]) -> list[str]:
    """Return the paths of one upload in their written form, or raise `UploadRefused`."""
    if len(paths) > MAX_AT_ONCE:
        raise UploadRefused(_("%(limit)s files can be uploaded at a time.") % {"limit": MAX_AT_ONCE})
    clean = [clean_path(path) for path in paths]
    if len(set(clean)) < len(clean):
        raise UploadRefused(_("The same file was given twice."))
    together = {*present, *clean}
    if len(together) > MAX_FILES:
        raise UploadRefused(_("A project can hold %(limit)s files at most.") % {"limit": MAX_FILES})
    require_distinct(sorted(together))
    return clean


def clean_path(path: str) -> str:
    """Return the path in its one written form, or raise `UploadRefused` with what is wrong about it."""
    clean = unicodedata.normalize("NFC", path)
    objection = _objection(clean)
    if objection:
        raise UploadRefused(objection % {"path": _shown(path)})
    return clean


def require_distinct(paths: Iterable[str]) -> None:
    """Refuse paths that some computers cannot keep apart, and a file where another path needs a folder."""
    files: dict[str, str] = {}
    for path in paths:
        other = files.setdefault(_folded(path), path)
        if other != path:
            raise UploadRefused(
                _("%(path)s and %(other)s are one and the same file on many computers. Rename one of them.")
                % {"path": path, "other": other}
            )
    _require_one_spelling_of_folders(files)


def _objection(path: str) -> str:
    parts = path.split("/")
    checks = (
        (_is_untidy(path), _("%(path)s holds an invisible character. Rename the file.")),
        ("\\" in path, _("%(path)s holds a backslash. Write folders with a slash.")),
        (
            path.startswith("/") or re.match("[A-Za-z]:", path),
            _("%(path)s is a full path: leave out the beginning."),
        ),
        (
            "" in parts or {".", ".."} & set(parts),
            _("%(path)s leaves the project's folder, or has an empty part."),
        ),
        (
            any(map(_GIT_NAME.match, parts)),
            _("%(path)s has a name that belongs to git itself. Leave it out."),
        ),
        (len(path.encode()) > MAX_PATH_BYTES, _("%(path)s is too long: 255 bytes are possible.")),
        (
            any(part[-1:] in {" ", "."} for part in parts),
            _("%(path)s has a name that ends in a space or dot."),
        ),
    )
    return next((sentence for objects, sentence in checks if objects), "")


def _is_untidy(path: str) -> bool:
    return any(unicodedata.category(each) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for each in path)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path.casefold())


def _require_one_spelling_of_folders(files: dict[str, str]) -> None:
    folders: dict[str, str] = {}
    for path in files.values():
        for folder in map(str, PurePosixPath(path).parents):
            other = files.get(_folded(folder)) or folders.setdefault(_folded(folder), folder)
            if other != folder or _folded(folder) in files:
                raise UploadRefused(
                    _("%(path)s needs a folder that would clash with %(other)s. Rename one of them.")
                    % {"path": path, "other": other}
                )


def _shown(path: str) -> str:
    return "".join(each if each.isprintable() else "?" for each in path)[:MAX_PATH_BYTES]
