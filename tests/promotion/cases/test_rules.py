"""What counts as a link."""

import pytest

from hackathon.core.decisions import Invalid
from hackathon.promotion.cases.rules import need_link


@pytest.mark.parametrize("link", ["", "https://wiki.example.org/a?b=c#d", "http://intranet/plan"])
def test_link_that_is_a_web_address_is_kept(link: str) -> None:
    assert need_link("link", f" {link} ") == link


@pytest.mark.parametrize(
    "link",
    [
        "ftp://example.org/x",
        "javascript:alert(1)",
        "//example.org",
        "example.org",
        "https://",
        "https://[",
        "https://a b",
    ],
)
def test_link_that_is_none_is_invalid(link: str) -> None:
    with pytest.raises(Invalid) as refused:
        need_link("link", link)

    assert refused.value.field == "link"


def test_link_longer_than_its_column_is_invalid() -> None:
    with pytest.raises(Invalid, match="500 characters"):
        need_link("link", "https://example.org/" + "a" * 500)
