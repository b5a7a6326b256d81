"""Certificates of a test's own: an authority that nobody trusts unless told to, and servers it vouches for."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

YEAR = timedelta(days=365)


class Authority:
    """A certificate authority that exists for one test."""

    def __init__(self, *, until: datetime | None = None) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._until = until or datetime.now(UTC) + YEAR
        name = _name("An authority of the tests")
        constraints = x509.BasicConstraints(ca=True, path_length=0)
        self._certificate = self._sign(name, name, self._key.public_key(), constraints)

    def write(self, path: Path) -> Path:
        """Write the certificate that makes programs trust this authority."""
        path.write_bytes(self._certificate.public_bytes(Encoding.PEM))
        return path

    def server_context(self, folder: Path, address: str = "127.0.0.1") -> ssl.SSLContext:
        """Vouch for a server at an address, and give what it answers TLS with."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(address)), x509.DNSName("localhost")])
        certificate = self._sign(_name(address), self._certificate.subject, key.public_key(), names)
        path = folder / "server.pem"
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        path.write_bytes(certificate.public_bytes(Encoding.PEM) + private)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def _sign(
        self, subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, extension: x509.ExtensionType
    ) -> x509.Certificate:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(datetime.now(UTC) - YEAR)
            .not_valid_after(self._until)
            .add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
            .sign(self._key, SHA256())
        )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])
