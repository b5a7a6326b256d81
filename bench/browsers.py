"""Signed-in browsers for loads that write: the cookie each sends, and the token its forms carry."""

import http.client
from collections.abc import Iterator, Mapping

from flask import Flask, session

from hackathon.web.csrf import csrf_token

SECRET = "0" * 40
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TIMEOUT = 120
Headers = dict[str, str]


def signed_in(app: Flask, epochs: Mapping[int, int]) -> Iterator[tuple[int, Headers]]:
    """Give each account, by its epoch, its browser's headers; all share one secret, so that `token` fits them all."""
    for account_id, epoch in epochs.items():
        client = app.test_client()
        with client.session_transaction() as opened:
            opened.update({"_user_id": f"{account_id}.{epoch}", "_fresh": True, "csrf": SECRET})
        cookie = client.get_cookie("hackathon")
        yield account_id, FORM | {"Cookie": f"hackathon={cookie.value if cookie else ''}"}


def token(app: Flask) -> str:
    """Return what the forms of these browsers carry."""
    with app.test_request_context():
        session["csrf"] = SECRET
        return csrf_token()


def warm(port: int) -> None:
    """Ask for a page until every web process has started."""
    for _again in range(20):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        connection.request("GET", "/sign-in")
        connection.getresponse().read()
        connection.close()
