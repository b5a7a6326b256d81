"""A browser without JavaScript: cookies, CSRF tokens and forms, straight to the application."""

from collections.abc import Mapping

from flask import Flask, session
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hackathon.people.accounts.models import Account
from hackathon.web.csrf import csrf_token


class Browser:
    """One person's browser. `post` sends the session's CSRF token unless told otherwise."""

    def __init__(self, app: Flask, account: Account | None = None) -> None:
        self._app = app
        self.client: FlaskClient = app.test_client()
        with self.client.session_transaction() as cookie:
            cookie["csrf"] = "0" * 40
            if account is not None:
                cookie["_user_id"] = f"{account.id}.{account.epoch}"
                cookie["_fresh"] = True

    def get(self, path: str, **options: object) -> TestResponse:
        """Open a page."""
        return self.client.get(path, **options)

    def post(self, path: str, data: Mapping[str, object] | None = None, **fields: object) -> TestResponse:
        """Send a form."""
        sent = {"csrf_token": self.token(), **(data or {}), **fields}
        return self.client.post(path, data={key: value for key, value in sent.items() if value is not None})

    def token(self) -> str:
        """Return the token this browser's pages carry."""
        with self._app.test_request_context():
            session["csrf"] = "0" * 40
            return csrf_token()
