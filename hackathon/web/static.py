"""Static files through WhiteNoise: fingerprinted addresses may be cached for ever."""

from collections.abc import Callable, Iterable
from typing import Any

from whitenoise import WhiteNoise

from hackathon.web.templating import STATIC

Application = Callable[..., Iterable[bytes]]
A_YEAR = 365 * 24 * 3600


def serve_static(application: Application) -> Any:
    """Answer below /static before Flask is asked; addresses carry a fingerprint, so a year is safe."""
    return WhiteNoise(application, root=str(STATIC), prefix="static/", max_age=A_YEAR)
