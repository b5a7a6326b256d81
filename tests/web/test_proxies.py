"""Who asks, behind reverse proxies and without."""

from collections.abc import Callable

import pytest
from flask import Flask

LIMIT = 30


@pytest.mark.parametrize(("proxies", "last"), [(0, 429), (1, 401)])
def test_wrong_tokens_of_many_people_are_told_apart_by_the_proxy_in_front_alone(
    install: Callable[..., Flask], proxies: int, last: int
) -> None:
    client = install(rate_limits=True, trusted_proxies=proxies).test_client()

    answers = [
        client.get(
            "/api/v1/events",
            headers={"Authorization": "Bearer wrong", "X-Forwarded-For": f"198.51.100.7, 192.0.2.{number}"},
        ).status_code
        for number in range(LIMIT + 1)
    ]

    assert (answers[0], answers[-1]) == (401, last)


def test_what_a_client_writes_itself_is_not_believed(install: Callable[..., Flask]) -> None:
    client = install(rate_limits=True, trusted_proxies=1).test_client()

    answers = [
        client.get(
            "/api/v1/events",
            headers={"Authorization": "Bearer wrong", "X-Forwarded-For": f"192.0.2.{number}, 198.51.100.7"},
        ).status_code
        for number in range(LIMIT + 1)
    ]

    assert answers[-1] == 429
