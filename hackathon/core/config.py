"""Settings: read once from the environment into one frozen object, a wrong one stopping the start with its name."""

import contextlib
import os
import re
import secrets
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
PREFIX = "HACKATHON_"


class WrongSetting(SystemExit):
    """A setting is missing or not usable; the message names it."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"{name}: {sentence}")


@dataclass(frozen=True)
class IdentityProvider:
    """Somebody who vouches for people by OpenID Connect.

    `group_roles` are pairs of a group in its claim `groups` and the site role that its members hold. `trusts_mail`
    takes every address it names for proven, `links_by_mail` lets it open accounts that were there before.
    """

    key: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str
    scopes: str = "openid email profile"
    groups: str = "groups"
    group_roles: tuple[tuple[str, str], ...] = ()
    trusts_mail: bool = False
    links_by_mail: bool = False


@dataclass(frozen=True)
class Settings:
    """Everything an installation may choose. Sizes are bytes, times are seconds."""

    data_dir: Path
    database_url: str
    secret_key: str
    storage_url: str
    redis_url: str | None = None
    production: bool = False
    demo: bool = True
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = "http://127.0.0.1:8000"
    site_name: str = "Datathon Hub"
    smtp_url: str | None = None
    mail_from: str = "datathon@localhost"
    git_allowed_origins: frozenset[str] = frozenset()
    git_allowed_hosts: frozenset[str] | None = None
    git_size_limit: int = 500 * 1024 * 1024
    git_timeout: int = 120
    git_sync_every: int = 300
    outbound_allowed_origins: frozenset[str] = frozenset()
    outbound_allowed_hosts: frozenset[str] | None = None
    proxy: str | None = None
    ca_bundle: Path | None = None
    attachment_limit: int = 100 * 1024 * 1024
    web_workers: int = 2
    web_threads: int = 4
    rate_limits: bool = True
    old_secret_key: str | None = None
    trusted_proxies: int = 0
    providers: tuple[IdentityProvider, ...] = ()
    passwords: bool = True
    mailed_links: bool = True

    @property
    def mails_links(self) -> bool:
        """Whether a mailed link signs in."""
        return self.mailed_links and self.smtp_url is not None

    @property
    def is_https(self) -> bool:
        """Whether people reach this installation over https, which decides about Secure cookies."""
        return urlsplit(self.public_url).scheme == "https"

    @property
    def is_local(self) -> bool:
        """Whether the address that links and mails name works on this machine only."""
        return urlsplit(self.public_url).hostname in LOOPBACK

    @property
    def has_demo(self) -> bool:
        """Whether this is a demo still: it ends for every program at once when somebody starts for real."""
        return self.demo and not self.end_of_demo.exists()

    @property
    def end_of_demo(self) -> Path:
        """The file that says that the demo is over, whatever the environment asks for."""
        return self.data_dir / "demo-is-over"

    @property
    def demo_repositories(self) -> Path:
        """The folder that holds the demo's repositories."""
        return self.data_dir / "demo-repositories"

    @property
    def demo_git_origin(self) -> str:
        """The one loopback origin the demo serves its repositories on: the port after the web's own."""
        return f"http://127.0.0.1:{self.port + 1}"

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the environment; raise `WrongSetting` naming the first that is wrong or missing."""
        read = _Reader(environ)
        production = read.flag("PRODUCTION", default=False)
        data_dir = _folder(read)
        host, port = environ.get("HOST") or "127.0.0.1", read.port()
        public_url = read.text("PUBLIC_URL", f"http://{host if host in LOOPBACK else '127.0.0.1'}:{port}").rstrip("/")
        if production and "HACKATHON_PUBLIC_URL" not in environ:
            raise WrongSetting("HACKATHON_PUBLIC_URL", "production needs the address people open, as https://…")
        _refuse_plain_http(public_url, host=host, allowed=read.flag("ALLOW_PLAIN_HTTP", default=False))
        providers = _providers(read)
        return cls(
            data_dir=data_dir,
            database_url=_database_url(read, data_dir, production=production),
            secret_key=_secret_key(read, data_dir, production=production),
            redis_url=_redis_url(read, production=production),
            production=production,
            demo=read.flag("DEMO", default=not production),
            host=host,
            port=port,
            public_url=public_url,
            site_name=read.text("SITE_NAME", "Datathon Hub"),
            smtp_url=read.address("SMTP_URL", "smtp", "smtps"),
            mail_from=read.text("MAIL_FROM", "datathon@localhost"),
            storage_url=read.text("STORAGE_URL", str(data_dir / "files")),
            git_allowed_origins=frozenset(read.names("GIT_ALLOWED_ORIGINS")),
            git_allowed_hosts=frozenset(read.names("GIT_ALLOWED_HOSTS")) or None,
            git_size_limit=read.number("GIT_SIZE_LIMIT", cls.git_size_limit),
            git_timeout=read.number("GIT_TIMEOUT", cls.git_timeout),
            git_sync_every=read.number("GIT_SYNC_EVERY", cls.git_sync_every),
            outbound_allowed_origins=frozenset(read.names("OUTBOUND_ALLOWED_ORIGINS")),
            outbound_allowed_hosts=frozenset(read.names("OUTBOUND_ALLOWED_HOSTS")) or None,
            proxy=_proxy(read),
            ca_bundle=read.file("CA_BUNDLE"),
            attachment_limit=read.number("ATTACHMENT_LIMIT", cls.attachment_limit),
            web_workers=read.number("WEB_WORKERS", cls.web_workers),
            web_threads=read.number("WEB_THREADS", cls.web_threads),
            rate_limits=read.flag("RATE_LIMITS", default=True),
            old_secret_key=read.optional("SECRET_KEY_OLD"),
            trusted_proxies=read.number("TRUSTED_PROXIES", cls.trusted_proxies),
            providers=providers,
            passwords=_passwords(read, providers),
            mailed_links=read.flag("MAILED_LINKS", default=True),
        )


class _Reader:
    """Reads one setting at a time and says which one is wrong."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def optional(self, name: str) -> str | None:
        return self._environ.get(PREFIX + name) or None

    def address(self, name: str, *schemes: str) -> str | None:
        value = self.optional(name)
        parts = _parts(value or "")
        # Only a unix socket's address has no host.
        if value and (parts is None or parts.scheme not in schemes or not (parts.hostname or parts.scheme == "unix")):
            expected = " or ".join(f"{scheme}://…" for scheme in schemes)
            raise WrongSetting(PREFIX + name, f"is not an address of the form {expected}")
        return value

    def text(self, name: str, default: str) -> str:
        return self.optional(name) or default

    def needed(self, name: str) -> str:
        value = self.optional(name)
        if value is None:
            raise WrongSetting(PREFIX + name, "is missing")
        return value

    def beginning(self, start: str) -> list[str]:
        return sorted(name.removeprefix(PREFIX) for name in self._environ if name.startswith(PREFIX + start))

    def names(self, name: str) -> list[str]:
        return [part.strip() for part in self.text(name, "").split(",") if part.strip()]

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.optional(name)
        if value not in {None, "0", "1"}:
            raise WrongSetting(PREFIX + name, f"is “{value}”, but only 0 or 1 are understood")
        return default if value is None else value == "1"

    def number(self, name: str, default: int) -> int:
        return self._parsed(PREFIX + name, self.optional(name), default, lambda number: number > 0, "a number above 0")

    def port(self) -> int:
        allowed = range(1, 65535)
        return self._parsed("PORT", self._environ.get("PORT"), 8000, lambda port: port in allowed, "a port below 65535")

    def file(self, name: str) -> Path | None:
        value = self.optional(name)
        if value and not Path(value).is_file():
            raise WrongSetting(PREFIX + name, f"there is no file {value}")
        return Path(value) if value else None

    @staticmethod
    def _parsed(name: str, value: str | None, default: int, accepts: Callable[[int], bool], expected: str) -> int:
        if not value:
            return default
        if not value.isdecimal() or not accepts(int(value)):
            raise WrongSetting(name, f"is “{value}”, but must be {expected}")
        return int(value)


def _database_url(read: _Reader, data_dir: Path, *, production: bool) -> str:
    url = read.optional("DATABASE_URL")
    if url is None and production:
        raise WrongSetting("HACKATHON_DATABASE_URL", "production needs a PostgreSQL address, postgresql+psycopg://…")
    if url is None:
        return f"sqlite:///{data_dir / 'hackathon.sqlite3'}"
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise WrongSetting("HACKATHON_DATABASE_URL", "must start with postgresql+psycopg:// or sqlite:///")
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _secret_key(read: _Reader, data_dir: Path, *, production: bool) -> str:
    key = read.optional("SECRET_KEY")
    if key:
        return key
    if production:
        raise WrongSetting("HACKATHON_SECRET_KEY", "production needs a long random text that stays the same")
    return _kept_secret(data_dir / "secret-key")


def _kept_secret(path: Path) -> str:
    if not path.exists():
        # Written whole beside its place and linked there, so that of two first starts both read the same key.
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as draft:
            draft.write(secrets.token_urlsafe(48))
            draft.flush()
            with contextlib.suppress(FileExistsError):
                os.link(draft.name, path)
    return path.read_text()


def _redis_url(read: _Reader, *, production: bool) -> str | None:
    url = read.address("REDIS_URL", "redis", "rediss", "unix")
    if url is None and production:
        raise WrongSetting("HACKATHON_REDIS_URL", "production needs the address of Valkey or Redis, redis://…")
    return url


def _proxy(read: _Reader) -> str | None:
    proxy = read.address("PROXY", "http", "https")
    if proxy and not read.names("GIT_ALLOWED_HOSTS"):
        raise WrongSetting("HACKATHON_GIT_ALLOWED_HOSTS", "names the hosts that may be reached through HACKATHON_PROXY")
    return proxy


def _providers(read: _Reader) -> tuple[IdentityProvider, ...]:
    """Read each HACKATHON_OIDC_<KEY>_…: the keys are what stands in the names, and in the addresses of the pages."""
    keys = dict.fromkeys(_provider_key(name) for name in read.beginning("OIDC_"))
    return tuple(_provider(read, f"OIDC_{key}_", key.lower()) for key in keys)


def _provider_key(name: str) -> str:
    found = re.fullmatch(rf"OIDC_([A-Z0-9]+)_({'|'.join(_OF_PROVIDERS)})", name)
    if not found:
        raise WrongSetting(
            PREFIX + name, f"is not understood; known are {PREFIX}OIDC_<KEY>_ and {', '.join(_OF_PROVIDERS)}"
        )
    return found[1]


_OF_PROVIDERS = (
    "ISSUER",
    "CLIENT_ID",
    "CLIENT_SECRET",
    "NAME",
    "SCOPES",
    "GROUPS",
    "GROUP_ROLES",
    "TRUST_MAIL",
    "LINK_BY_MAIL",
)


def _provider(read: _Reader, start: str, key: str) -> IdentityProvider:
    read.needed(start + "ISSUER")
    issuer = read.address(start + "ISSUER", "https", "http") or ""
    scopes = read.text(start + "SCOPES", IdentityProvider.scopes)
    if "openid" not in scopes.split():
        raise WrongSetting(PREFIX + start + "SCOPES", "must contain openid")
    return IdentityProvider(
        key=key,
        issuer=issuer,
        client_id=read.needed(start + "CLIENT_ID"),
        client_secret=read.needed(start + "CLIENT_SECRET"),
        name=read.text(start + "NAME", key.title()),
        scopes=scopes,
        groups=read.text(start + "GROUPS", IdentityProvider.groups),
        group_roles=_group_roles(read, start + "GROUP_ROLES"),
        trusts_mail=read.flag(start + "TRUST_MAIL", default=False),
        links_by_mail=read.flag(start + "LINK_BY_MAIL", default=False),
    )


def _group_roles(read: _Reader, name: str) -> tuple[tuple[str, str], ...]:
    """Read “group=role; group=role”; a group's own name may hold commas and the sign, as those of directories do."""
    pairs = [each.rpartition("=") for each in read.text(name, "").split(";") if each.strip()]
    if not all(group.strip() and role.strip() for group, _sign, role in pairs):
        raise WrongSetting(PREFIX + name, "must be pairs of a group and a site role, as in hub-hosts=host")
    return tuple((group.strip(), role.strip()) for group, _sign, role in pairs)


def _passwords(read: _Reader, providers: tuple[IdentityProvider, ...]) -> bool:
    is_on = read.flag("PASSWORDS", default=True)
    if not is_on and not providers:
        raise WrongSetting(
            PREFIX + "PASSWORDS", "is 0, but nobody could sign in: set up single sign-on, HACKATHON_OIDC_<KEY>_ISSUER"
        )
    return is_on


def _folder(read: _Reader) -> Path:
    folder = Path(read.text("DATA_DIR", "var")).resolve()
    try:
        # For us alone: a database file, people's files and the secret key are in it.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as trouble:
        raise WrongSetting(PREFIX + "DATA_DIR", f"{folder} cannot be used: {trouble.strerror}") from trouble
    return folder


def _parts(address: str) -> SplitResult | None:
    """Read an address, None where it is none; what is wrong with a port shows only when it is asked for."""
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        return None
    return parts


def _refuse_plain_http(public_url: str, *, host: str, allowed: bool) -> None:
    address = _parts(public_url)
    if address is None or address.scheme not in {"http", "https"} or not address.hostname:
        raise WrongSetting(
            "HACKATHON_PUBLIC_URL", f"is “{public_url}”, but must be an address like https://hub.example.org"
        )
    beyond_loopback = host not in LOOPBACK or address.hostname not in LOOPBACK
    if address.scheme == "http" and beyond_loopback and not allowed:
        raise WrongSetting(
            "HACKATHON_ALLOW_PLAIN_HTTP",
            "people beyond this machine would send passwords unencrypted; set HACKATHON_PUBLIC_URL to https://…"
            " or this to 1 if that is truly wanted",
        )
