"""Rate limits on what can be guessed or flooded, counted in the queue's Valkey for all web processes together."""

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(
    get_remote_address, default_limits=[], headers_enabled=False, strategy="fixed-window", swallow_errors=True
)

per_address = limiter.limit("30 per minute")
"""For sign-in and links: thirty tries a minute from one address."""


def typed(field: str) -> str:
    """Key a limit by what was typed in a field, so that one account cannot be guessed from many addresses."""
    return f"{field}:{request.form.get(field, '').strip().lower()[:254]}"


def install_limits(app: Flask, *, redis_url: str | None, enabled: bool) -> None:
    """Count in Valkey where there is one, else in this process."""
    app.config["RATELIMIT_STORAGE_URI"] = redis_url or "memory://"
    app.config["RATELIMIT_ENABLED"] = enabled
    limiter.init_app(app)
