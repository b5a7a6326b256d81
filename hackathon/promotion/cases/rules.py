"""How paths are called, and what counts as a reason and as a link, wherever promotion asks for one."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, _, lazy
from hackathon.promotion.cases.states import CasePath

LONGEST_LINK = 500
PATH_NAMES: Mapping[str, LazySentence] = {
    CasePath.LIGHT: lazy("light"),
    CasePath.STANDARD: lazy("standard"),
    CasePath.FULL: lazy("full"),
}


def need_reason(reason: str) -> str:
    """Return the reason somebody typed; raise `Invalid` when it says nothing."""
    if not reason.strip():
        raise Invalid("reason", _("Say why, in a sentence that the people concerned can use."))
    return reason.strip()


def need_link(field: str, typed: str) -> str:
    """Return a web address that was typed, empty when none was; raise `Invalid` for anything else."""
    link = typed.strip()
    if link and not _is_web_address(link):
        raise Invalid(field, _("Give an address that begins with https:// or http://."))
    if len(link) > LONGEST_LINK:
        raise Invalid(field, _("This address is too long: 500 characters are possible."))
    return link


def _is_web_address(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(map(str.isspace, link))
