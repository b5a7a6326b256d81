"""Composes the web application from settings and the packages' contributions."""

from datetime import timedelta

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from hackathon import floors
from hackathon.core.clock import Clock, system_clock
from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions
from hackathon.core.db import Base, engine_options, prepare_engine
from hackathon.core.jobs import JobQueue
from hackathon.core.kept import Kept
from hackathon.core.storage import Storage
from hackathon.core.work import session_context
from hackathon.web.access import install_access
from hackathon.web.converters import install_converters
from hackathon.web.errors import install_errors
from hackathon.web.headers import ReceivedAt, behind_proxies, install_headers
from hackathon.web.languages import install_languages
from hackathon.web.limits import install_limits
from hackathon.web.static import serve_static
from hackathon.web.templating import install_templating

LARGEST_REQUEST = 512 * 1024 * 1024


def create_app(settings: Settings, *, clock: Clock = system_clock) -> Flask:
    """Build the application; it opens no connection and starts nothing."""
    app = Flask("hackathon", template_folder="../templates", static_folder="static")
    app.config.update(_flask_config(settings))
    register = floors.contributions(settings)
    app.extensions |= {"settings": settings, "clock": clock, "contributions": register, "kept": Kept()}
    app.extensions["storage"] = Storage(settings.storage_url)
    app.extensions["queue"] = queue = JobQueue(settings.redis_url)
    _install_database(app, settings, register, queue)
    install_converters(app)
    install_headers(app, is_https=settings.is_https)
    install_limits(app, redis_url=settings.redis_url, enabled=settings.rate_limits)
    install_languages(app)
    install_access(app, floors.account_loader, floors.bearer_loader)
    install_errors(app)
    install_templating(app)
    for blueprint in register.blueprints:
        app.register_blueprint(blueprint)
    app.wsgi_app = behind_proxies(serve_static(ReceivedAt(app)), settings.trusted_proxies)  # type: ignore[method-assign]
    return app


def _flask_config(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SECRET_KEY_FALLBACKS": [settings.old_secret_key] if settings.old_secret_key else [],
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "SESSION_COOKIE_NAME": "hackathon",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=14),
        "SESSION_REFRESH_EACH_REQUEST": False,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database_url),
        "TEMPLATES_AUTO_RELOAD": False,
    }


def _install_database(app: Flask, settings: Settings, register: Contributions, queue: JobQueue) -> None:
    told = session_context(settings, register, queue)
    database = SQLAlchemy(app, model_class=Base, session_options={"info": told})
    with app.app_context():
        prepare_engine(database.engine)
