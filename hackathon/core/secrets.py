"""Secrets that have to be read again, such as a git host's token: encrypted under what HACKATHON_SECRET_KEY derives."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from hackathon.core.config import Settings
from hackathon.core.decisions import Refusal
from hackathon.core.i18n import gettext as _


class SecretLost(Refusal):
    """A stored secret cannot be read with the keys of today."""


@dataclass(frozen=True)
class Vault:
    """Seals texts under the first key and opens those sealed under any; each key is derived for this use alone."""

    keys: tuple[str, ...] = field(repr=False)

    @classmethod
    def of(cls, settings: Settings) -> "Vault":
        """Use today's key, and the one before it as long as the installation names it."""
        return cls(tuple(filter(None, (settings.secret_key, settings.old_secret_key))))

    def seal(self, text: str) -> str:
        """Encrypt a text; sealing it twice gives two different seals."""
        return self._lock().encrypt(text.encode()).decode("ascii")

    def open(self, sealed: str) -> str:
        """Decrypt what was sealed, or raise `SecretLost`."""
        try:
            return self._lock().decrypt(sealed).decode()
        except InvalidToken:
            raise SecretLost(_("This was stored under another secret key. Give it again.")) from None

    def is_outdated(self, sealed: str) -> bool:
        """Tell whether only an older key opens it, so that it has to be sealed anew before that key is forgotten."""
        try:
            Vault(self.keys[:1]).open(sealed)
        except SecretLost:
            return True
        return False

    def _lock(self) -> MultiFernet:
        return MultiFernet([Fernet(urlsafe_b64encode(_derived(key, b"sealed secrets"))) for key in self.keys])


def fingerprint(secret_key: str) -> str:
    """Name a key by what nobody can turn back into it, to tell whether two installations have the same."""
    return _derived(secret_key, b"fingerprint")[:6].hex()


def _derived(secret_key: str, use: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=b"hackathon: " + use).derive(secret_key.encode())
