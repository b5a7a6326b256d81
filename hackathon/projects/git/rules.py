"""Which addresses of repositories are taken, and every way in which git can be refused, with its sentence."""

import re
from base64 import b64encode
from dataclasses import dataclass, field
from enum import StrEnum

from hackathon.core.decisions import Refusal
from hackathon.core.i18n import lazy

MAX_LENGTH = 1000
FOLDER = "repositories"
"""Below the data folder: where mirrors are kept."""


class Reason(StrEnum):
    """Why git was not run, or did not get through."""

    TOO_LONG = "too_long"
    CHARACTERS = "characters"
    OPTION = "option"
    TRANSPORT = "transport"
    SSH = "ssh"
    LOCAL_PATH = "local_path"
    SCHEME = "scheme"
    ADDRESS = "address"
    REDIRECTED = "redirected"
    LOGIN_NEEDED = "login_needed"
    NOT_ADMITTED = "not_admitted"
    KEY_CHANGED = "key_changed"
    NOT_FOUND = "not_found"
    NOT_A_REPOSITORY = "not_a_repository"
    CERTIFICATE = "certificate"
    UNSOUND = "unsound"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    HOST_DOWN = "host_down"
    BUSY = "busy"
    COMMIT_GONE = "commit_gone"
    FAILED = "failed"


SENTENCES = {
    Reason.TOO_LONG: lazy("This address is too long to be that of a repository."),
    Reason.CHARACTERS: lazy("The address holds a character that does not belong in it: copy it again."),
    Reason.OPTION: lazy("An address cannot begin with a dash. It looks like https://host/project.git."),
    Reason.TRANSPORT: lazy("Addresses with :: start programs and are not taken. Use the https:// address."),
    Reason.SSH: lazy("SSH addresses need a key that the platform lacks. Use the https:// address."),
    Reason.LOCAL_PATH: lazy("This is a path, which nobody else can reach. Use the https:// address."),
    Reason.SCHEME: lazy("Only https:// addresses of repositories are taken."),
    Reason.ADDRESS: lazy("This address may not be reached from here."),
    Reason.REDIRECTED: lazy("The address leads on to another, which is not followed. Use the other one."),
    Reason.LOGIN_NEEDED: lazy(
        "The repository asks for a login. Make it public, upload files here, or ask an administrator to give"
        " the platform a token for its host."
    ),
    Reason.NOT_ADMITTED: lazy("The platform's token may not read this repository. Ask an administrator to renew it."),
    Reason.KEY_CHANGED: lazy("The platform's token for this host cannot be read. An administrator gives it again."),
    Reason.NOT_FOUND: lazy("There is no repository at this address, or the platform may not read it."),
    Reason.NOT_A_REPOSITORY: lazy("A server answers at this address, but not with a git repository."),
    Reason.CERTIFICATE: lazy("The server's certificate cannot be trusted, so nothing was read from it."),
    Reason.UNSOUND: lazy("The repository holds damaged or forged objects. Find them with 'git fsck'."),
    Reason.TOO_LARGE: lazy("The repository is too large. Move large files out of its history."),
    Reason.TOO_SLOW: lazy("The server did not answer in time. It will be tried again."),
    Reason.HOST_DOWN: lazy("The server cannot be reached at the moment. It will be tried again."),
    Reason.BUSY: lazy("This repository is already syncing. Wait until that is done."),
    Reason.COMMIT_GONE: lazy("The repository no longer holds this commit."),
    Reason.FAILED: lazy("Reading the repository did not work. It will be tried again."),
}

RETRYABLE = frozenset({Reason.TOO_SLOW, Reason.HOST_DOWN, Reason.BUSY, Reason.FAILED})

_SCP_LIKE = re.compile(r"[^/]+:(?!//)")
_SSH_SCHEMES = frozenset({"ssh", "git+ssh", "ssh+git"})


class GitRefused(Refusal):
    """Git was not run, or did not get through, for this reason."""

    def __init__(self, reason: Reason, sentence: str = "") -> None:
        super().__init__(sentence or str(SENTENCES[reason]))
        self.reason = reason


class HostUnreachable(GitRefused):
    """It may work later: try again."""


class CommitGone(GitRefused):
    """The repository answers, and the commit is not in it."""

    def __init__(self) -> None:
        super().__init__(Reason.COMMIT_GONE)


@dataclass(frozen=True)
class HostToken:
    """What opens a private host: a token, with the user name that the host asks for beside it, if it does."""

    token: str = field(repr=False)
    user_name: str = ""

    def authorization(self) -> str:
        """Write it as the header of a request."""
        if not self.user_name:
            return f"Bearer {self.token}"
        return f"Basic {b64encode(f'{self.user_name}:{self.token}'.encode()).decode('ascii')}"


def clone_url(text: str) -> str:
    """Return what was typed when it is a web address that git can be given, else raise `GitRefused`.

    Where it leads is checked each time before git is run, not here.
    """
    reason = _objection(text)
    if reason:
        raise GitRefused(reason)
    return text


def _objection(text: str) -> Reason | None:
    scheme, separator, _ = text.partition("://")
    checks = (
        (len(text) > MAX_LENGTH, Reason.TOO_LONG),
        (text.startswith("-"), Reason.OPTION),
        ("::" in scheme, Reason.TRANSPORT),
        (not _is_plain(text), Reason.CHARACTERS),
        (scheme.lower() in _SSH_SCHEMES or _SCP_LIKE.match(text), Reason.SSH),
        (not separator or scheme.lower() == "file", Reason.LOCAL_PATH),
        (scheme.lower() not in {"http", "https"}, Reason.SCHEME),
        ("?" in text or "#" in text, Reason.CHARACTERS),
    )
    return next((reason for objects, reason in checks if objects), None)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and not set(text) & set(" \\\"'<>`")
