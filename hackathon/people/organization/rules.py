"""Mail domains as people type them, and the code that only who runs this installation can read."""

import base64
import hashlib
import hmac
import re
from collections.abc import Collection

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _

MOST_DOMAINS = 50
CODE_LENGTH = 12
_DOMAIN = re.compile(r"[^\s@.,;]+(\.[^\s@.,;]+)+")


def domains_in(typed: str) -> list[str]:
    """Part what was typed at commas and spaces: each domain once, without the @; raise `Invalid` beside a wrong one."""
    domains = dict.fromkeys(part.lstrip("@").lower() for part in re.split(r"[\s,;]+", typed) if part)
    wrong = [domain for domain in domains if not _DOMAIN.fullmatch(domain)]
    if wrong:
        raise Invalid(
            "mail_domains",
            _("“%(domain)s” is not a mail domain. It should look like example.org.") % {"domain": wrong[0]},
        )
    if len(domains) > MOST_DOMAINS:
        raise Invalid("mail_domains", _("Name up to %(most)s domains.") % {"most": MOST_DOMAINS})
    return list(domains)


def domain_of(email: str) -> str:
    """Return the part of an address after its @."""
    return email.rpartition("@")[2].lower()


def covers(domains: Collection[str], email: str) -> bool:
    """Tell whether an address is of one of the domains; a subdomain is another domain."""
    return domain_of(email) in domains


def setup_code(secret_key: str) -> str:
    """Return the code that opens the start page from elsewhere: it follows from the secret that the machine keeps."""
    digest = hmac.digest(secret_key.encode(), b"start for real", hashlib.sha256)
    letters = base64.b32encode(digest).decode()[:CODE_LENGTH]
    return "-".join(letters[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def is_setup_code(typed: str, secret_key: str) -> bool:
    """Tell whether the code was typed, however it was grouped."""
    letters = re.sub(r"[^A-Z0-9]", "", typed.upper())
    return hmac.compare_digest(letters, setup_code(secret_key).replace("-", ""))
