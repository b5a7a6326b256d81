"""Markdown of people who mean no good."""

import re

import pytest

from hackathon.web.markdown import markdown

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe src='//evil.example'></iframe>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#x73;cript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "![x](javascript:alert(1))",
    '[x](https://ok.example "onclick=alert(1)")',
    '<a href="javascript:alert(1)">x</a>',
    "<style>body{display:none}</style>",
    '<form action="//evil.example"><input name=q></form>',
    '<base href="//evil.example">',
    "<math><mi xlink:href='javascript:alert(1)'>",
    "```html\n<script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "# <script>alert(1)</script>",
    "| <script>alert(1)</script> |\n|---|\n| <img onerror=alert(1)> |",
    "<!--><script>alert(1)</script>-->",
]
TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
HARMLESS = {"p", "pre", "code", "a", "h2", "table", "thead", "tbody", "tr", "th", "td"}
LINK = re.compile(r' href="https://ok\.example"( title="[^"]*")? rel="nofollow noopener noreferrer ugc"')


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_renders_nothing_that_acts(text: str) -> None:
    tags = TAG.findall(markdown(text))

    assert [name for _slash, name, _attributes in tags if name not in HARMLESS] == []
    assert [attributes for _slash, _name, attributes in tags if attributes and not LINK.fullmatch(attributes)] == []


def test_markdown_renders_what_people_write() -> None:
    html = markdown("# Title\n\nSome *em*, **strong**, ~~gone~~.\n\n- one\n\n| a |\n|---|\n| b |\n\n`code`")

    assert html == (
        "<h2>Title</h2>\n<p>Some <em>em</em>, <strong>strong</strong>, <s>gone</s>.</p>\n<ul>\n<li>one</li>\n</ul>\n"
        "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>\n"
        "<p><code>code</code></p>\n"
    )


def test_markdown_links_tell_other_sites_nothing() -> None:
    html = markdown("[x](https://example.org/a)")

    assert html == '<p><a href="https://example.org/a" rel="nofollow noopener noreferrer ugc">x</a></p>\n'


@pytest.mark.parametrize("text", [None, ""])
def test_markdown_of_nothing_is_nothing(text: str | None) -> None:
    assert markdown(text) == ""
