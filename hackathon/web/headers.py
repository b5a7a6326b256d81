"""Security headers on every response, and the moment each request was taken."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Response
from werkzeug.middleware.proxy_fix import ProxyFix

from hackathon.web.database import RECEIVED

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; "
    "media-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def install_headers(app: Flask, *, is_https: bool) -> None:
    """Set the headers; a response that set its own policy keeps it."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", CSP)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-store"
        if is_https:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response


class ReceivedAt:
    """WSGI middleware: notes when the request was taken, before anything can make it wait."""

    def __init__(self, app: Flask) -> None:
        self._application: Callable[..., Iterable[bytes]] = app.wsgi_app
        self._extensions = app.extensions

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ[RECEIVED] = self._extensions["clock"]()
        return self._application(environ, start_response)


def behind_proxies(application: Callable[..., Iterable[bytes]], count: int) -> Any:
    """Believe as many reverse proxies about who asks as stand in front; anybody can write a header that looks alike."""
    return ProxyFix(application, x_for=count, x_proto=count) if count else application
