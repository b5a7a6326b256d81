"""What exactly a sponsor signs."""

from hackathon.core.i18n import _


def statement_to_countersign(*, name: str, owner: str, number: int, title: str, budget: str) -> str:
    """Write the sentence a sponsor signs."""
    return _(
        "I, %(name)s, stand behind %(owner)s, who takes over use case %(number)s, “%(title)s”. Budget: %(budget)s."
    ) % {"name": name, "owner": owner, "number": number, "title": title, "budget": budget}
