"""Passwords, link secrets and addresses: how they are kept, compared and written."""

import hashlib
import re
import secrets
from functools import cache
from typing import NewType

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _
from hackathon.core.lines import plain_line

SHORTEST = 12
LONGEST = 200
PasswordHash = NewType("PasswordHash", str)

_HASHER = PasswordHasher()
LONGEST_EMAIL = 254
# Nothing that a mail's header reads as a comment, a group or a quotation: the mail would go to somebody else.
_EMAIL = re.compile(r"[^@\s,;:<>()\[\]\\\"]+@[^@\s,;:<>()\[\]\\\".]+(\.[^@\s,;:<>()\[\]\\\".]+)+")
_LOCAL_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def hash_password(password: str) -> PasswordHash:
    """Hash a new password with argon2id; raise `Invalid` where it is too short or too long to be one.

    Takes some 50 ms by intent: call it before a unit of work, never inside.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise Invalid(
            "password",
            _("Use %(shortest)s characters or more, %(longest)s at most. A few words in a row are easy to remember.")
            % {"shortest": SHORTEST, "longest": LONGEST},
        )
    return hash_again(password)


def hash_again(password: str) -> PasswordHash:
    """Hash a password that was accepted before, with today's parameters."""
    return PasswordHash(_HASHER.hash(password))


def is_password(password: str, kept: str | None) -> bool:
    """Tell whether the password is the one kept; takes as long where none is kept, so that time tells nothing."""
    try:
        _HASHER.verify(kept or _decoy(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Tell whether the hash was made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def new_token() -> str:
    """Make the secret part of a link."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Hash a link's secret for keeping; it is long and random, so a fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def plain_email(typed: str) -> str:
    """Write an address the one way it is kept; raise `Invalid` where it is none."""
    email = typed.strip().lower()
    if not _EMAIL.fullmatch(email) or len(email) > LONGEST_EMAIL or plain_line(email) != email:
        raise Invalid("email", _("This is not an e-mail address. It should look like name@example.org."))
    return email


def local_path(target: str | None) -> str:
    """Return the target where it is a path of this site, else the start page: no link to us leads elsewhere."""
    return target if target and _LOCAL_PATH.fullmatch(target) else "/"


@cache
def _decoy() -> str:
    return _HASHER.hash(secrets.token_hex(16))
