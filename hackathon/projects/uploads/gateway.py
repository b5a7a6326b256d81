"""The platform's own repositories: files become commits by plumbing, and are never checked out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hackathon.core.i18n import gettext as _
from hackathon.projects.git.gateway import GitFailed, create_bare, require_sha, run_offline
from hackathon.projects.uploads.rules import MAX_FILES, UploadRefused, clean_path, require_distinct

__all__ = ["Author", "Upload", "UploadLimits", "UploadRefused", "commit_files", "create", "head", "put_back"]

BRANCH = "refs/heads/main"
UPLOADED_MODE = "100644"
_NO_OBJECT = "0" * 40


@dataclass(frozen=True)
class UploadLimits:
    """How much one upload, and the files of a project together, may be."""

    files: int = MAX_FILES
    upload_bytes: int = 200 * 1024 * 1024


@dataclass(frozen=True)
class Author:
    """Who a commit is by."""

    name: str
    email: str


@dataclass(frozen=True)
class Upload:
    """Files to add or replace, by path in the project, and paths to remove; who did it, when and why."""

    files: Sequence[tuple[str, Path]]
    author: Author
    message: str
    at: datetime
    deleted: Sequence[str] = ()


def create(directory: Path) -> None:
    """Make the repository; harmless when it is there already."""
    create_bare(directory)


def head(directory: Path) -> str | None:
    """Return the newest commit, to be given as `parent` of the next."""
    return run_offline(directory, "for-each-ref", "--format=%(objectname)", BRANCH).decode("ascii").strip() or None


def put_back(directory: Path, commit: str | None) -> None:
    """Set the branch to a commit that was made before, or to none yet."""
    change = (BRANCH, require_sha(commit)) if commit else ("-d", BRANCH)
    run_offline(directory, "update-ref", *change)


def commit_files(
    directory: Path,
    upload: Upload,
    *,
    parent: str | None = None,
    limits: UploadLimits = UploadLimits(),
) -> str:
    """Commit files over those of the parent, remove the deleted ones, and return the commit.

    Nothing changes unless `parent` is still the newest commit (None: there is none yet), else raises
    `UploadRefused`.
    """
    wanted = {clean_path(path): source for path, source in upload.files}
    if len(wanted) != len(upload.files):
        raise UploadRefused(_("The same file was given twice."))
    _require_size(list(wanted.values()), limits)
    _require_current(directory, parent)
    removed = set(map(clean_path, upload.deleted))
    _require_fitting((set(_paths(directory, parent)) - removed) | set(wanted), limits)
    tree = _write_tree(directory, parent, wanted, removed)
    commit = _write_commit(directory, tree, parent, upload)
    _advance(directory, commit, parent)
    return commit


def _require_size(sources: Sequence[Path], limits: UploadLimits) -> None:
    if sum(source.stat().st_size for source in sources) > limits.upload_bytes:
        raise UploadRefused(
            _("These files are larger than %(limit)s MB together.") % {"limit": limits.upload_bytes // 1024**2}
        )


def _require_fitting(paths: set[str], limits: UploadLimits) -> None:
    if len(paths) > limits.files:
        raise UploadRefused(_("A project can hold %(limit)s files at most.") % {"limit": limits.files})
    require_distinct(sorted(paths))


def _require_current(directory: Path, parent: str | None) -> None:
    if head(directory) != parent:
        raise UploadRefused(_("Somebody else uploaded files meanwhile. Look at them, then upload yours again."))


def _paths(directory: Path, commit: str | None) -> list[str]:
    if not commit:
        return []
    listing = run_offline(directory, "ls-tree", "-r", "-z", "--name-only", require_sha(commit))
    return listing.decode().split("\0")[:-1]


def _write_tree(directory: Path, parent: str | None, wanted: dict[str, Path], removed: set[str]) -> str:
    """Build the tree in an index of its own, so that two uploads at once cannot meet in one."""
    blobs = [(path, _write_blob(directory, source)) for path, source in wanted.items()]
    lines = [f"0 {_NO_OBJECT}\t{path}" for path in removed] + [f"{UPLOADED_MODE} {sha}\t{path}" for path, sha in blobs]
    with TemporaryDirectory(dir=directory, prefix="upload-") as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder, "index").resolve())}
        if parent:
            run_offline(directory, "read-tree", require_sha(parent), environment=index)
        entries = "".join(f"{line}\0" for line in lines).encode()
        run_offline(directory, "update-index", "-z", "--index-info", stdin=entries, environment=index)
        return run_offline(directory, "write-tree", environment=index).decode("ascii").strip()


def _write_blob(directory: Path, source: Path) -> str:
    """Store one file as it is: attributes and line endings are not touched."""
    written = run_offline(directory, "hash-object", "-w", "--no-filters", "--", str(source.resolve()))
    return written.decode("ascii").strip()


def _write_commit(directory: Path, tree: str, parent: str | None, upload: Upload) -> str:
    parents = ("-p", require_sha(parent)) if parent else ()
    text = upload.message.replace("\0", "").strip().encode(errors="replace")
    written = run_offline(
        directory, "commit-tree", tree, *parents, stdin=text, environment=_identity(upload.author, upload.at)
    )
    return written.decode("ascii").strip()


def _identity(author: Author, at: datetime) -> dict[str, str]:
    name = re.sub(r"[<>\x00-\x1f\x7f]", " ", author.name).strip(" .,:;\"'\\") or "unknown"
    email = re.sub(r"[<>\x00-\x20\x7f]", "", author.email)
    date = f"@{int(at.timestamp())} +0000"
    return {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", name), ("EMAIL", email), ("DATE", date))
    }


def _advance(directory: Path, commit: str, parent: str | None) -> None:
    """Move the branch only from where we found it: of two uploads at once, one wins and one is told."""
    try:
        run_offline(directory, "update-ref", BRANCH, commit, parent or _NO_OBJECT)
    except GitFailed:
        _require_current(directory, parent)
        raise
