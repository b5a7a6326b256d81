"""Static files through WhiteNoise: fingerprinted addresses may be cached for ever."""

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.headers import Headers

from whitenoise import WhiteNoise

from hackathon.web.templating import STATIC

Application = Callable[..., Iterable[bytes]]
A_YEAR = 365 * 24 * 3600
WORKER = "/static/sw.js"


def serve_static(application: Application) -> Any:
    """Answer below /static before Flask is asked; addresses carry a fingerprint, so a year is safe."""
    return WhiteNoise(application, root=str(STATIC), prefix="static/", max_age=A_YEAR, add_headers_function=_add_scope)


def _add_scope(headers: Headers, path: str, _url: str) -> None:
    """Let the worker of judges' pages, though it lies below /static, look after all addresses: sign-out among them."""
    if path.endswith(WORKER):
        headers["Service-Worker-Allowed"] = "/"
