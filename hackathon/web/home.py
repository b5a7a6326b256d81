"""The home page: what is waiting for me, nearest first, and below it my own things."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import HomeCard, HomeSection, Viewing
from hackathon.web.access import current_account, entrance, public
from hackathon.web.activity import news_for
from hackathon.web.database import contributions, viewing

blueprint = Blueprint("home", __name__)
SOON = timedelta(hours=24)
NEWS = 8
_LAST = datetime.max.replace(tzinfo=UTC)


@blueprint.get("/")
@public
def show() -> ResponseReturnValue:
    """Show what waits for the signed-in person; strangers are asked to sign in."""
    if current_account() is None:
        return redirect(entrance())
    view = viewing()
    return render_template(
        "home.html", cards=_cards(view), sections=_sections(view), news=news_for(view, limit=NEWS), soon=view.now + SOON
    )


def _cards(view: Viewing) -> list[HomeCard]:
    cards = [card for source in contributions().home_cards for card in source(view)]
    return sorted(cards, key=lambda card: card.due or _LAST)


def _sections(view: Viewing) -> list[HomeSection]:
    sections = [section for source in contributions().home_sections if (section := source(view))]
    return sorted(sections, key=lambda section: section.position)
