"""What a project says about itself, and which addresses it may link to."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _


@dataclass(frozen=True)
class ProjectDraft:
    """What a team writes about its prototype."""

    title: str
    summary: str = ""
    description: str = ""
    demo_url: str = ""
    video_url: str = ""


def check(draft: ProjectDraft) -> None:
    """Raise `Invalid` beside what is not acceptable."""
    if not draft.title.strip():
        raise Invalid("title", _("A project needs a title."))
    for field in ("demo_url", "video_url"):
        if not is_web_address(getattr(draft, field)):
            raise Invalid(field, _("This is not an address of a page. It begins with https:// or http://."))


def is_web_address(text: str) -> bool:
    """Tell whether a text is empty or an http(s) address with a host."""
    if not text:
        return True
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(c.isspace() for c in text)
