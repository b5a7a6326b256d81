"""Issues: Markdown in which nobody's text becomes our heading, and addresses that stay https, encoded and short."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from hackathon.core.decisions import Invalid
from hackathon.promotion.handover.rules import (
    LONGEST_ADDRESS,
    PRESETS,
    Issue,
    Told,
    address_for,
    check_template,
    check_ticket,
    issue_of,
)

LINK = "https://hack.example/use-cases/7"
TOLD = Told(
    question="Which meters drift?\n# Now",
    change="",
    outcome=[("Measured by", "minutes per batch"), ("Target", "")],
    evidence=[("Plan", "https://wiki.example/plan,\nsigned")],
    lineage=[("Event", "Spring")],
)
BODY = """## Question

> Which meters drift?
> # Now

## Outcome

- Measured by: minutes per batch

## Evidence

- Plan: https://wiki.example/plan, signed

## Where it comes from

- Event: Spring

Use case 7: https://hack.example/use-cases/7"""
SPITEFUL = Issue("Drift & “co”?#=<b>", "a=1&b=2#x%\n\n> é", LINK)


def test_issue_tells_what_is_known_and_quotes_what_was_typed() -> None:
    assert issue_of(7, "Meter radar", LINK, TOLD) == Issue("Meter radar", BODY, LINK)


@pytest.mark.parametrize("template", PRESETS.values(), ids=PRESETS)
def test_preset_is_a_template_whose_values_come_back_as_they_were(template: str) -> None:
    check_template(template)

    address = urlsplit(address_for(template, SPITEFUL))

    values = [value for values in parse_qs(address.query).values() for value in values]
    assert (address.scheme, address.fragment) == ("https", "")
    assert values[-2:] == [SPITEFUL.title, SPITEFUL.body]


@pytest.mark.parametrize("letter", ["a", "é", "🙂"])
def test_address_of_a_long_body_is_cut_between_letters(letter: str) -> None:
    issue = Issue("Radar", letter * 20_000, LINK)

    address = address_for("https://t.example/new?t={title}&b={body}&l={link}", issue)

    body, link = parse_qs(urlsplit(address).query)["b"][0], parse_qs(urlsplit(address).query)["l"][0]
    assert LONGEST_ADDRESS - 20 < len(address) <= LONGEST_ADDRESS
    assert re.fullmatch(f"{letter}+…", body)
    assert link == LINK


@pytest.mark.parametrize(
    "template",
    [
        "http://t.example/new?t={title}",
        "javascript:alert(1)?t={title}",
        "https://{title}.example/new?b={body}",
        "https://t.example/{body}?t={title}",
        "https://t.example/new?b={body}",
        "https://t.example/new",
        "https://t.example/new?t={title}&x={secret}",
        "https://t.example/new?t={title}&u={title}",
        "https://name:word@t.example/new?t={title}",
        "https://t.example/new?t={title} &b={body}",
        "https://[t/new?t={title}",
    ],
)
def test_template_that_is_no_safe_address_is_invalid(template: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_template(template)

    assert refused.value.field == "template"


@pytest.mark.parametrize(
    "link", ["http://t.example/1", "javascript:alert(1)", "t.example/1", "https://t.example/" + "1" * 500]
)
def test_ticket_that_is_no_https_address_is_invalid(link: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_ticket(link)

    assert refused.value.field == "link"
