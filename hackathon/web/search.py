"""The page and the address that find things by their words, each among what its reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from hackathon.core.contributions import Searchable
from hackathon.core.facts import Subject
from hackathon.core.i18n import LazySentence
from hackathon.core.search.find import LONGEST_ASKED, Findings, Found, Part, search, words_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.activity import names_of
from hackathon.web.api import api_blueprint, listed, promises
from hackathon.web.database import contributions, session
from hackathon.web.excerpts import excerpt, marked
from hackathon.web.paging import SIZE, Page, asked_number

blueprint = Blueprint("search", __name__)
api = api_blueprint("search", __name__)
Urls = dict[Subject, str | None]


class FoundListed(TypedDict):
    """Something that fits what was asked for; `excerpt` is text, cut around the first word that fits."""

    kind: str
    title: str
    excerpt: str
    url: str | None


@dataclass(frozen=True)
class Shown:
    """Something that fits, as the page shows it."""

    kind: LazySentence
    title: Markup
    excerpt: Markup
    url: str | None


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
    asked = _asked()
    found = _found(asked)
    tabs = [Tab(each.kind, each.label, found.counts.get(each.kind, 0)) for each in contributions().searchables.values()]
    page = _page(asked, found)
    return render_template("search.html", asked=asked, tabs=tabs, page=page, shown=_shown(asked, page))


@api.get("/search")
@signed_in
@promises(FoundListed, is_list=True, filters=("q", "kind"))
def index() -> Response:
    """List what has words that begin with all those of `q`, the best first; `kind` lets through one kind."""
    asked = _asked()
    page = _page(asked, _found(asked))
    urls = _urls(page.rows)
    return listed(page, lambda each: _listed(each, asked.words, urls))


@dataclass(frozen=True)
class Asked:
    """What somebody looks for: their text, its words, and the one kind they chose, empty for all."""

    text: str
    words: tuple[str, ...]
    kind: str

    @property
    def among(self) -> list[Searchable]:
        """The kinds of things that may be found."""
        return [each for each in contributions().searchables.values() if self.kind in {"", each.kind}]


def _asked() -> Asked:
    text, kind = request.args.get("q", "").strip()[:LONGEST_ASKED], request.args.get("kind", "")
    return Asked(text, words_of(text), kind if kind in contributions().searchables else "")


def _found(asked: Asked) -> Findings:
    part = Part([each.kind for each in asked.among], (asked_number() - 1) * SIZE, SIZE)
    return search(session(), current_actor(), contributions().searchables.values(), asked.words, part)


def _page(asked: Asked, found: Findings) -> Page:
    total = sum(found.counts.get(each.kind, 0) for each in asked.among)
    return Page(found.things, asked_number(), total)


def _shown(asked: Asked, page: Page) -> list[Shown]:
    urls, words, labels = _urls(page.rows), asked.words, {each.kind: each.label for each in asked.among}
    return [
        Shown(labels[each.kind], marked(each.title, words), excerpt(each.text, words), urls.get(each.subject))
        for each in page.rows
    ]


def _urls(found: Sequence[Found]) -> Urls:
    names = names_of(session(), {each.subject for each in found}, contributions())
    return {subject: name.url for subject, name in names.items()}


def _listed(found: Found, words: tuple[str, ...], urls: Urls) -> FoundListed:
    return {
        "kind": found.kind,
        "title": found.title,
        "excerpt": excerpt(found.text, words).striptags(),
        "url": urls.get(found.subject),
    }
