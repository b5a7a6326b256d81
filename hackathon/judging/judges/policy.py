"""Who may say what about a judge, and what a judge must not judge."""

from hackathon.core.decisions import Decision, allow_if
from hackathon.judging.judges.rules import BAR_SENTENCES, Bar


def is_not_barred(bar: Bar | None) -> Decision:
    """Refuse a judge a project that is too close to them, with the reason."""
    return allow_if(bar is None, str(BAR_SENTENCES[bar]) if bar else "")
