"""A program: no cookies, no forms, a token sent along with every request."""

from flask import Flask
from werkzeug.test import TestResponse


class Program:
    """Somebody's script, straight to the application."""

    def __init__(self, app: Flask, secret: str | None) -> None:
        self.client = app.test_client()
        self._headers = {} if secret is None else {"Authorization": f"Bearer {secret}"}

    def get(self, path: str) -> TestResponse:
        """Read something."""
        return self.client.get(path, headers=self._headers)

    def send(self, method: str, path: str, body: object = None, **headers: str) -> TestResponse:
        """Change something; `If_Match` is sent as that header."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.open(path, method=method, json=body, headers=self._headers | named)
