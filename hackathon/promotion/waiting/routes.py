"""What promotion puts on home: cards of what waits for a person, and the use cases they have to do with."""

from datetime import datetime

from flask import url_for

from hackathon.core.contributions import HomeCard, HomeSection, Viewing
from hackathon.core.i18n import _, ngettext
from hackathon.promotion.cases.routes import case_url
from hackathon.promotion.portfolio.rules import STATE_LABELS, STATE_TONES
from hackathon.promotion.waiting.queries import OfHome, Waiting, of_home


def home_cards(view: Viewing) -> list[HomeCard]:
    """Tell people what waits for them: screening, an offer, evidence, a winner that nobody nominated yet."""
    return [_home_card(each) for each in _of_home(view).waiting]


def _of_home(view: Viewing) -> OfHome:
    return view.once("promotion of home", lambda: of_home(view.session, view.actor))


def home_section(view: Viewing) -> HomeSection | None:
    """List what became of a person's work."""
    cards = _of_home(view).cards
    if not cards:
        return None
    rows = [(card, STATE_LABELS[card.state], STATE_TONES.get(card.state, "neutral")) for card in cards]
    return HomeSection(_("My work after the event"), "promotion/waiting/home.html", rows, position=40)


def _home_card(waiting: Waiting) -> HomeCard:
    return CARDS[waiting.what](waiting)


def _to_answer(waiting: Waiting) -> HomeCard:
    return _card(
        waiting,
        _("Offered to you: “%(title)s”"),
        _("Use case %(number)s. Take it over or say no; silence parks it."),
        url_for("promotion.adoption.answer", number=waiting.number),
        _("Answer"),
        icon="signature",
        due=waiting.due,
    )


def _to_sign(waiting: Waiting) -> HomeCard:
    return _card(
        waiting,
        _("You could own “%(title)s”"),
        _("Use case %(number)s: six answers choose how long its way is."),
        url_for("promotion.paths.sign", number=waiting.number),
        _("Answer six questions"),
        icon="signature",
    )


def _to_screen(waiting: Waiting) -> HomeCard:
    return _card(
        waiting,
        _("Screen “%(title)s”"),
        _("Use case %(number)s: three questions."),
        url_for("promotion.nominations.screen", number=waiting.number),
        _("Screen"),
        icon="filter",
        due=waiting.due,
    )


def _to_settle(waiting: Waiting) -> HomeCard:
    return _card(
        waiting,
        _("Decide about “%(title)s”"),
        _("Use case %(number)s: look at what is still open."),
        _questions(waiting),
        _("Decide"),
        icon="filter",
    )


def _to_decide(waiting: Waiting) -> HomeCard:
    asked = ngettext("one question is for you.", "%(num)s questions are for you.", waiting.count)
    return _card(
        waiting,
        _("Answer about “%(title)s”"),
        _("Use case %(number)s:") + " " + asked % {"num": waiting.count},
        _questions(waiting),
        _("Answer"),
    )


def _to_waive(waiting: Waiting) -> HomeCard:
    return _card(
        waiting,
        _("Waive a question about “%(title)s”?"),
        _("Use case %(number)s: somebody proposed it, a second person agrees or not."),
        _questions(waiting),
        _("Look"),
    )


def _to_pass_as_second(waiting: Waiting) -> HomeCard:
    return _card(
        waiting,
        _("Let “%(title)s” pass?"),
        _("Use case %(number)s is on the full path: a second person of another unit agrees."),
        _questions(waiting),
        _("Look"),
        icon="filter",
    )


def _to_countersign(waiting: Waiting) -> HomeCard:
    return _card(
        waiting,
        _("Countersign “%(title)s”"),
        _("Use case %(number)s: its owner has signed and named you as sponsor."),
        url_for("promotion.countersigning.countersign", number=waiting.number),
        _("Look"),
        icon="signature",
        due=waiting.due,
    )


def _to_take_over(waiting: Waiting) -> HomeCard:
    return _card(
        waiting,
        _("Take “%(title)s” over"),
        _("The owner of use case %(number)s is missing, and you are deputy."),
        url_for("promotion.ownership.step_in", number=waiting.number),
        _("Look"),
        icon="signature",
    )


def _to_confirm(waiting: Waiting) -> HomeCard:
    return _card(
        waiting,
        _("May a team member own “%(title)s”?"),
        _("Use case %(number)s: somebody outside the team confirms it."),
        url_for("promotion.confirmations.index", number=waiting.number),
        _("Look"),
    )


def _card(  # noqa: PLR0913 - what a card says, each by its name
    waiting: Waiting,
    title: str,
    detail: str,
    url: str,
    action: str,
    *,
    icon: str = "circle-dashed",
    due: datetime | None = None,
) -> HomeCard:
    said = {"title": waiting.title, "number": waiting.number}
    return HomeCard(title % said, detail % said, url, action, icon=icon, due=due)


def _questions(waiting: Waiting) -> str:
    return url_for("promotion.questions.index", number=waiting.number)


def _to_accept(waiting: Waiting) -> HomeCard:
    count = ngettext("%(count)s piece of evidence", "%(count)s pieces of evidence", waiting.count)
    return HomeCard(
        _("Accept evidence for “%(title)s”") % {"title": waiting.title},
        count % {"count": waiting.count},
        case_url(waiting.number),
        _("Look"),
        icon="clipboard-check",
    )


def _to_nominate(waiting: Waiting) -> HomeCard:
    return HomeCard(
        _("Nominate “%(title)s”") % {"title": waiting.title},
        _("It won “%(award)s”. A prize is not a home yet: find it an owner.") % {"award": waiting.detail},
        url_for("promotion.nominations.nominate", project_id=waiting.number),
        _("Nominate this"),
        icon="award",
    )


def _to_score(waiting: Waiting) -> HomeCard:
    count = ngettext(
        "%(count)s candidate waits for your answers.", "%(count)s candidates wait for your answers.", waiting.count
    )
    return HomeCard(
        _("Score in “%(title)s”") % {"title": waiting.title},
        count % {"count": waiting.count},
        url_for("promotion.selection.show", round_id=waiting.number),
        _("Score"),
        icon="filter",
    )


CARDS = {
    "sign": _to_sign,
    "answer": _to_answer,
    "screen": _to_screen,
    "settle": _to_settle,
    "decide": _to_decide,
    "waive": _to_waive,
    "second": _to_pass_as_second,
    "countersign": _to_countersign,
    "take_over": _to_take_over,
    "confirm": _to_confirm,
    "accept": _to_accept,
    "nominate": _to_nominate,
    "score": _to_score,
}
"""The card of each thing that can wait for somebody."""
