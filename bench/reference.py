"""The reference app: the least an honest page of this size costs on the same server. Frozen; see docs/adr/0008.

Signed session, one account query, one ORM query for the rows listed, an inherited autoescaped template that
loops to the number of bytes the measured page has. `BENCH_PAGES` names, for each page, the table whose rows it
lists, how many, and the bytes.
"""

import json
import os
from typing import Any

from flask import Flask, abort, jsonify, render_template, session
from flask_sqlalchemy import SQLAlchemy
from jinja2 import DictLoader
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.config import Settings
from hackathon.core.db import Base, engine_options, prepare_engine
from hackathon.events.challenges.models import Challenge
from hackathon.people.accounts.models import Account
from hackathon.projects.repositories.models import Commit
from hackathon.projects.workspace.models import Project

TABLES: dict[str, Any] = {"challenge": Challenge, "project": Project, "commit": Commit}
BASE = """<!doctype html><html lang="en"><head><title>{% block title %}{% endblock %}</title></head>
<body><header><a href="/">{{ account.display_name }}</a></header>
<main>{% block content %}{% endblock %}</main></body></html>"""
PAGE = """{% extends "base.html" %}{% block title %}{{ page }}{% endblock %}{% block content %}
{% for _ in range(rounds) %}{% for row in rows %}
<div class="card"><h3><a href="/things/{{ row.id }}">{{ row_title(row) }}</a></h3>
<p class="text-secondary">{{ row_text(row) }}</p><span class="badge">{{ row.id }}</span></div>
{% endfor %}{% endfor %}{{ "x" * padding }}{% endblock %}"""


def create_reference(settings: Settings, pages: dict[str, dict[str, Any]]) -> Flask:
    """Build the app on the same database and settings."""
    app = Flask("reference")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="hackathon",
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
    )
    database = SQLAlchemy(app, model_class=Base)
    with app.app_context():
        prepare_engine(database.engine)
    app.jinja_loader = DictLoader({"base.html": BASE, "page.html": PAGE})
    app.jinja_env.globals |= {"row_title": _title, "row_text": _text}

    @app.get("/<name>")
    def show(name: str) -> Any:
        page, opened = pages[name], database.session()
        account = _account(opened)
        rows = opened.scalars(select(TABLES[page["table"]]).limit(page["rows"])).all()
        if page["json"]:
            return jsonify(items=[_as_json(row) for row in rows], padding="x" * page["padding"])
        shape = {"rounds": page["rounds"], "padding": page["padding"]}
        return render_template("page.html", page=name, account=account, rows=rows, **shape)

    return app


def _account(opened: Session) -> Account:
    key = str(session.get("_user_id", "")).partition(".")[0]
    account = opened.get(Account, int(key)) if key else None
    if account is None:
        abort(401)
    return account


def _as_json(row: Any) -> dict[str, Any]:
    return {"id": row.id, "title": _title(row), "text": _text(row)}


def _title(row: Any) -> str:
    return str(getattr(row, "title", None) or getattr(row, "subject", ""))


def _text(row: Any) -> str:
    return str(getattr(row, "summary", None) or getattr(row, "question", None) or getattr(row, "author_name", ""))


def application_from_environment() -> Flask:
    """Build the app as the server loads it."""
    return create_reference(Settings.from_env(os.environ), json.loads(os.environ.get("BENCH_PAGES", "{}")))
