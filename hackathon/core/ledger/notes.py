"""Checkpoints as signed notes of C2SP: how many entries, their root, and an Ed25519 signature under both."""

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ED25519 = b"\x01"


@dataclass(frozen=True)
class Signer:
    """A named key. Its name, which is also the origin of what it signs, holds neither space nor plus."""

    name: str
    key: Ed25519PrivateKey

    @classmethod
    def new(cls, name: str) -> "Signer":
        """Make a key nobody has yet."""
        return cls(name, Ed25519PrivateKey.generate())

    @classmethod
    def read(cls, name: str, private: str) -> "Signer":
        """Read a key that `private` wrote."""
        return cls(name, Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private)))

    @property
    def private(self) -> str:
        """The secret half, to be sealed."""
        return self.key.private_bytes_raw().hex()

    @property
    def public(self) -> str:
        """The half everybody may know."""
        return self.key.public_key().public_bytes_raw().hex()

    @property
    def verifier(self) -> str:
        """The key as signed notes write it: `name+id+base64`, to be given to whoever verifies."""
        return verifier_key(self.name, self.public)

    def checkpoint(self, size: int, root: bytes) -> str:
        """Sign that there are so many entries with this root."""
        text = f"{self.name}\n{size}\n{b64encode(root).decode()}\n"
        signature = _key_id(self.name, self.key.public_key().public_bytes_raw()) + self.key.sign(text.encode())
        return f"{text}\n\u2014 {self.name} {b64encode(signature).decode()}\n"


def verifier_key(name: str, public: str) -> str:
    """Write a public key as signed notes do."""
    key = bytes.fromhex(public)
    return f"{name}+{_key_id(name, key).hex()}+{b64encode(ED25519 + key).decode()}"


def _key_id(name: str, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]
