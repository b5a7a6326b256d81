"""Passwords, tokens, addresses and paths, without a database."""

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from hackathon.core.decisions import Invalid
from hackathon.people.accounts.rules import (
    LONGEST,
    hash_password,
    is_outdated,
    is_password,
    local_path,
    new_token,
    plain_email,
    token_hash,
)
from tests.sharing import PRODUCT_HASHER

PASSWORD = "three quiet meters"


def test_hash_password_is_argon2id_and_salted() -> None:
    first, second = hash_password(PASSWORD), hash_password(PASSWORD)

    assert first.startswith("$argon2id$")
    assert first != second
    assert PASSWORD not in first


def test_passwords_cost_what_the_standard_recommends() -> None:
    assert extract_parameters(PRODUCT_HASHER.hash(PASSWORD)) == RFC_9106_LOW_MEMORY


@pytest.mark.parametrize("password", ["", "elevenchars", "x" * (LONGEST + 1)])
def test_hash_password_of_a_wrong_length_is_refused(password: str) -> None:
    with pytest.raises(Invalid) as refused:
        hash_password(password)

    assert refused.value.field == "password"


def test_is_password_tells_right_from_wrong() -> None:
    kept = hash_password(PASSWORD)

    assert [is_password(PASSWORD, kept), is_password(PASSWORD.upper(), kept), is_password("", kept)] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("kept", [None, "", "not a hash"])
def test_is_password_where_no_usable_one_is_kept_is_false(kept: str | None) -> None:
    assert is_password(PASSWORD, kept) is False


def test_is_outdated_finds_weaker_parameters() -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)

    assert [is_outdated(weak), is_outdated(hash_password(PASSWORD))] == [True, False]


def test_token_hash_keeps_nothing_of_the_token() -> None:
    token = new_token()

    assert len(token) >= 43
    assert token_hash(token) == token_hash(token)
    assert token not in token_hash(token)


@pytest.mark.parametrize("typed", ["  Ada@Example.ORG ", "ada@example.org"])
def test_plain_email_is_lower_case_without_spaces(typed: str) -> None:
    assert plain_email(typed) == "ada@example.org"


@pytest.mark.parametrize("typed", ["a.b+c@mail.example.org", "o'neil_x@example.co.uk", "jürgen@bücher.example"])
def test_plain_email_of_an_unusual_address_is_taken(typed: str) -> None:
    assert plain_email(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        *("", "ada", "ada@", "@example.org", "a b@example.org", "a@b@example.org", "<a@b.org>", "a@b..org", "a@.org"),
        *("jo(ada)@example.org", "ada:jo@example.org", "a@evil.org(.example.org", "[a]@b.org", "a\\b@c.org"),
        *("a\x01@example.org", "a\u200b@example.org", "\u202ea@example.org", f"{'a' * 243}@example.org"),
    ],
)
def test_plain_email_of_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        plain_email(typed)


@pytest.mark.parametrize("target", ["/", "/events/spring?page=2", "/people#top", "/a%20b", "/événements"])
def test_local_path_of_a_path_here_stays(target: str) -> None:
    assert local_path(target) == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/ok\r\nSet-Cookie: a=b",
    ],
)
def test_local_path_of_anything_else_is_the_start_page(target: str | None) -> None:
    assert local_path(target) == "/"
