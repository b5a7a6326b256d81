"""What a use case is as an issue: its Markdown, and the address that opens a tracker with it filled in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _
from hackathon.promotion.cases.rules import LONGEST_LINK

TEMPLATE = 500
LONGEST_ADDRESS = 4000
"""What every browser, proxy and tracker passes on."""
PLACEHOLDERS = ("title", "body", "link")
PRESETS: Mapping[str, str] = {
    "GitHub": "https://github.com/OWNER/REPOSITORY/issues/new?title={title}&body={body}",
    "GitLab": "https://gitlab.com/GROUP/PROJECT/-/issues/new?issue[title]={title}&issue[description]={body}",
    "Jira": (
        "https://COMPANY.atlassian.net/secure/CreateIssueDetails!init.jspa"
        "?pid=PROJECT_ID&issuetype=TYPE_ID&summary={title}&description={body}"
    ),
    "Azure DevOps": (
        "https://dev.azure.com/ORGANIZATION/PROJECT/_workitems/create/Issue"
        "?[System.Title]={title}&[System.Description]={body}"
    ),
}
_MARK = re.compile(r"\{([^{}]*)\}")
_CUT = "…"


@dataclass(frozen=True)
class Issue:
    """What a tracker is given: a title, the Markdown below it, and where the use case is."""

    title: str
    body: str
    link: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """What an issue tells of a use case: pairs are (label, text), and what is not known is left out."""

    question: str
    change: str
    outcome: Sequence[tuple[str, str]]
    evidence: Sequence[tuple[str, str]]
    lineage: Sequence[tuple[str, str]]


def issue_of(number: int, title: str, link: str, told: Told) -> Issue:
    """Write a use case as an issue."""
    parts = [
        _section(_("Question"), _quoted(told.question)),
        _section(_("What changes"), _quoted(told.change)),
        _section(_("Outcome"), _listed(told.outcome)),
        _section(_("Evidence"), _listed(told.evidence)),
        _section(_("Where it comes from"), _listed(told.lineage)),
        _("Use case %(number)s: %(link)s") % {"number": number, "link": link},
    ]
    return Issue(title, "\n\n".join(filter(None, parts)), link)


def check_template(template: str) -> None:
    """Raise `Invalid` unless this is an https address whose query takes the title, and nothing unknown."""
    where, asks, query = template.partition("?")
    marks = _MARK.findall(template)
    if not _is_https(where) or any(map(str.isspace, template)):
        raise Invalid("template", _("Give an address that begins with https://."))
    if _MARK.search(where) or not asks or "title" not in _MARK.findall(query):
        raise Invalid("template", _("Behind the question mark, the address must hold {title}, and can hold {body}."))
    if set(marks) - set(PLACEHOLDERS) or len(marks) != len(set(marks)):
        raise Invalid("template", _("Use {title}, {body} and {link} only, each at most once."))


def check_ticket(link: str) -> None:
    """Raise `Invalid` unless this is empty or an https address."""
    if link and (not _is_https(link) or any(map(str.isspace, link))):
        raise Invalid("link", _("Give the ticket's address, which begins with https://."))
    if len(link) > LONGEST_LINK:
        raise Invalid("link", _("This address is too long: 500 characters are possible."))


def address_for(template: str, issue: Issue) -> str:
    """Fill a tracker's address in; a body too long for an address is cut, as the whole stands on the page."""
    words = {"title": issue.title, "body": "", "link": issue.link}
    room = LONGEST_ADDRESS - len(_filled(template, words))
    return _filled(template, words | {"body": _cut(issue.body, room)})


def _filled(template: str, words: Mapping[str, str]) -> str:
    return _MARK.sub(lambda mark: quote(words[mark[1]], safe=""), template)


def _cut(text: str, room: int) -> str:
    """Return as much of a text as has room once it is encoded."""
    if len(quote(text, safe="")) <= room:
        return text
    room -= len(quote(_CUT))
    for at, letter in enumerate(text):
        room -= len(quote(letter, safe=""))
        if room < 0:
            return text[:at] + _CUT
    return text


def _section(title: str, text: str) -> str:
    return f"## {title}\n\n{text}" if text else ""


def _quoted(text: str) -> str:
    """Quote what people typed, so that nothing in it becomes a heading of ours."""
    return "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines())


def _listed(pairs: Sequence[tuple[str, str]]) -> str:
    return "\n".join(f"- {label}: {' '.join(text.split())}" for label, text in pairs if text)


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and parts.username is None
