"""The page and the address that find things by their words, each among what its reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from hackathon.core.contributions import Searchable
from hackathon.core.facts import Subject
from hackathon.core.i18n import LazySentence
from hackathon.core.search.find import LONGEST_ASKED, Found, counts_found, things_found, words_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.activity import names_of
from hackathon.web.api import api_blueprint, listed, promises
from hackathon.web.database import contributions, session
from hackathon.web.excerpts import excerpt, marked
from hackathon.web.paging import Page, page_of

blueprint = Blueprint("search", __name__)
api = api_blueprint("search", __name__)
Urls = dict[Subject, str]


class FoundListed(TypedDict):
    """Something that fits what was asked for; `excerpt` is text, cut around the first word that fits."""

    kind: str
    title: str
    excerpt: str
    url: str


@dataclass(frozen=True)
class Shown:
    """Something that fits, as the page shows it."""

    kind: LazySentence
    title: Markup
    excerpt: Markup
    url: str


@dataclass(frozen=True)
class Tab:
    """A kind of thing, and how many of it fit."""

    key: str
    label: LazySentence
    count: int


@blueprint.get("/search")
@signed_in
def show() -> ResponseReturnValue:
    """Show what fits, all kinds or one, the best first."""
    asked, words, chosen = _asked()
    counts = counts_found(session(), current_actor(), contributions().searchables.values(), words)
    tabs = [Tab(each.kind, each.label, counts.get(each.kind, 0)) for each in contributions().searchables.values()]
    page, shown = _page(words, chosen)
    return render_template("search.html", asked=asked, words=words, tabs=tabs, chosen=chosen, page=page, shown=shown)


@api.get("/search")
@signed_in
@promises(FoundListed, is_list=True, filters=("q", "kind"))
def index() -> Response:
    """List what has words that begin with all those of `q`, the best first; `kind` lets through one kind."""
    _text, words, chosen = _asked()
    page = page_of(session(), things_found(session(), current_actor(), _among(chosen), words), scalars=False)
    found = [Found(*row) for row in page.rows]
    urls = _urls(found)
    return listed(Page(found, page.number, page.total), lambda each: _listed(each, words, urls))


def _asked() -> tuple[str, tuple[str, ...], str]:
    text, kind = request.args.get("q", "").strip()[:LONGEST_ASKED], request.args.get("kind", "")
    return text, words_of(text), kind if kind in contributions().searchables else ""


def _among(chosen: str) -> Iterable[Searchable]:
    return [each for each in contributions().searchables.values() if chosen in {"", each.kind}]


def _page(words: tuple[str, ...], chosen: str) -> tuple[Page, list[Shown]]:
    page = page_of(session(), things_found(session(), current_actor(), _among(chosen), words), scalars=False)
    found = [Found(*row) for row in page.rows]
    urls, labels = _urls(found), {each.kind: each.label for each in contributions().searchables.values()}
    shown = [
        Shown(labels[each.kind], marked(each.title, words), excerpt(each.text, words), urls[each.subject])
        for each in found
    ]
    return page, shown


def _urls(found: Iterable[Found]) -> Urls:
    names = names_of(session(), {each.subject for each in found}, contributions())
    return {subject: name.url or "" for subject, name in names.items()}


def _listed(found: Found, words: tuple[str, ...], urls: Urls) -> FoundListed:
    return {
        "kind": found.kind,
        "title": found.title,
        "excerpt": excerpt(found.text, words).striptags(),
        "url": urls[found.subject],
    }
