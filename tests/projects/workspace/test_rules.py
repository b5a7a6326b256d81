"""Which addresses a project may link to."""

import pytest

from hackathon.core.decisions import Invalid
from hackathon.projects.workspace.rules import ProjectDraft, check, is_web_address


@pytest.mark.parametrize("text", ["", "https://demo.example.org", "http://10.0.0.7:8080/app?x=1#y", "HTTPS://X.org/ü"])
def test_is_web_address_accepts_pages_and_nothing(text: str) -> None:
    assert is_web_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "demo.example.org",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "https://",
        "https:///path",
        "//example.org",
        "https://exa mple.org",
        "https://example.org/\njavascript:",
        "http://[broken",
    ],
)
def test_is_web_address_refuses_everything_else(text: str) -> None:
    assert not is_web_address(text)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ProjectDraft(" "), "title"),
        (ProjectDraft("Owls", demo_url="javascript:alert(1)"), "demo_url"),
        (ProjectDraft("Owls", video_url="file:///etc/passwd"), "video_url"),
    ],
)
def test_check_names_the_field_that_is_wrong(draft: ProjectDraft, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check(draft)

    assert refusal.value.field == field
