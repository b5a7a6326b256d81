"""Markdown that people typed or pushed, as clean HTML."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_PARSER = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
_KEPT = 20_000
"""Characters up to which a rendered text is kept: a page's texts are read far more often than written."""
_TAGS = frozenset(
    [
        "a",
        "abbr",
        "blockquote",
        "br",
        "code",
        "del",
        "em",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)


def markdown(text: str | None) -> Markup:
    """Render text as HTML without images, scripts or styles; headings start below the page's own."""
    return _rendered(text or "") if len(text or "") <= _KEPT else _rendered.__wrapped__(text or "")


@lru_cache(maxsize=256)
def _rendered(text: str) -> Markup:
    rendered = _PARSER.render(text).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    clean = nh3.clean(
        rendered,
        tags=set(_TAGS),
        attributes={"a": {"href", "title"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer ugc",
    )
    return Markup(clean)  # noqa: S704 - cleaned by nh3 on the line above
