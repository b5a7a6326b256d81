"""What every template can use: sentences, times in the reader's zone, markdown, and the frame around pages."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal
from flask import Flask, request, url_for
from markupsafe import Markup, escape

from hackathon.core import i18n
from hackathon.core.actors import Actor
from hackathon.core.contributions import NavigationItem
from hackathon.web.access import current_account
from hackathon.web.csrf import csrf_token
from hackathon.web.database import contributions, now, settings
from hackathon.web.icons import icon
from hackathon.web.markdown import markdown

HOUR = 3600
STATIC = Path(__file__).parent.parent / "static"


def install_templating(app: Flask) -> None:
    """Give the templates their filters, globals and languages."""
    env = app.jinja_env
    env.trim_blocks = env.lstrip_blocks = True
    env.filters |= {
        "moment": moment,
        "day": day,
        "clock": clock,
        "relative": relative,
        "iso": iso,
        "number": number,
        "markdown": markdown,
    }
    env.globals |= {"_": sentence, "ngettext": counted, "icon": icon, "asset": asset, "csrf_token": csrf_token}
    app.context_processor(_frame)


def sentence(text: str, **values: object) -> Markup:
    """Write a sentence in the reader's language: `%(name)s` is a value, made harmless, and `%%` a per cent sign.

    A page holds a hundred of them, and those of Jinja's own extension took a tenth of its time.
    """
    return _filled(i18n.gettext(text), values)


def counted(singular: str, plural: str, num: int, **values: object) -> Markup:
    """Write the form of a sentence that fits `num`, as `sentence` does; `%(num)s` is the number."""
    return _filled(i18n.ngettext(singular, plural, num), {"num": num, **values})


def _filled(pattern: str, values: dict[str, object]) -> Markup:
    if not values:
        return _plain(pattern)
    harmless = {name: value if isinstance(value, int | float) else escape(value) for name, value in values.items()}
    return Markup(pattern % harmless)  # noqa: S704 - the pattern is ours, and what it takes is harmless


@lru_cache(maxsize=4096)
def _plain(pattern: str) -> Markup:
    return Markup(pattern % {})  # noqa: S704 - a sentence of ours


def moment(at: datetime | None, zone: str | None = None) -> str:
    """Write a moment in the reader's zone (or the one named): Tue 24 Nov 2026, 09:00 CET."""
    return "" if at is None else _written(at, "EEE d MMM y, HH:mm z", zone or reader_zone())


@lru_cache(maxsize=4096)
def _written(at: datetime, pattern: str, zone: str) -> str:
    # The same few moments stand on every page of an event, and writing one takes as long as a small query.
    return format_datetime(at, pattern, tzinfo=ZoneInfo(zone), locale="en_GB")


def day(at: date | datetime | None, zone: str | None = None) -> str:
    """Write a day: 24 Nov 2026."""
    if isinstance(at, datetime):
        at = at.astimezone(ZoneInfo(zone or reader_zone())).date()
    return "" if at is None else _day(at)


@lru_cache(maxsize=1024)
def _day(at: date) -> str:
    return format_date(at, "d MMM y", locale="en_GB")


def clock(at: datetime | None, zone: str | None = None) -> str:
    """Write a day and time shortly: 24 Nov 09:00."""
    return "" if at is None else _written(at, "d MMM HH:mm", zone or reader_zone())


def relative(at: datetime | None) -> str:
    """Write how far away a moment is: just now, 2 hours ago, in 3 days."""
    if at is None:
        return ""
    seconds = int((at - now()).total_seconds())
    # From an hour on to the minute, so that a list asked for again finds what was written before.
    whole = seconds if abs(seconds) < HOUR else int(seconds / 60) * 60
    return _away(whole) if whole else i18n.gettext("just now")


@lru_cache(maxsize=4096)
def _away(seconds: int) -> str:
    return format_timedelta(seconds, add_direction=True, locale="en_GB")


def iso(at: date | datetime | None) -> str:
    """Write a moment for programs."""
    return "" if at is None else at.isoformat()


def number(value: Decimal | None) -> str:
    """Write a number with as many decimals as it has, up to four: 1,900 or 0.25."""
    return "" if value is None else _decimal(value)


@lru_cache(maxsize=1024)
def _decimal(value: Decimal) -> str:
    return format_decimal(value, "#,##0.####", locale="en_GB")


def reader_zone() -> str:
    """Name the time zone of whoever reads."""
    account = current_account()
    return account.time_zone if account else "UTC"


def asset(path: str) -> str:
    """Return the address of a static file, changing with its contents so that it can be cached for ever."""
    return request.script_root + _versioned(path)


@lru_cache(maxsize=256)
def _versioned(path: str) -> str:
    fingerprint = hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:12]
    return f"/static/{path}?v={fingerprint}"


def _frame() -> dict[str, Any]:
    account = current_account()
    register = contributions()
    return {
        "site_name": settings().site_name,
        "current_account": account,
        "unread_count": account.unread_count if account else 0,
        "navigation": _navigation(account.actor) if account else [],
        "administration": register.administration,
        "demo_people": register.demo_people if settings().has_demo else [],
    }


def _navigation(actor: Actor) -> list[dict[str, object]]:
    every, here = contributions().navigation, request.endpoint or ""
    items = [item for item in every if not item.roles or actor.is_site(*item.roles)]
    items.sort(key=lambda item: item.position)
    places = [(item, url_for(item.endpoint)) for item in items]
    active = _place(places, here)
    return [{"label": item.label, "url": url, "active": item is active} for item, url in places]


def _place(places: Sequence[tuple[NavigationItem, str]], here: str) -> NavigationItem | None:
    """Find the entry that names a page most closely; a package without an entry stands where its addresses do."""
    closest = max((item for item, _url in places), key=lambda item: item.closeness(here))
    if closest.closeness(here):
        return closest
    package = here.partition(".")[0]
    if any(item.endpoint.startswith(f"{package}.") for item, _url in places):
        return None
    return next((item for item, url in places if request.path.startswith(f"{url}/")), None)
