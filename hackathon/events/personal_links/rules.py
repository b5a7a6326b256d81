"""Rules of personal links: which roles they grant, and how long they live."""

from datetime import timedelta

from hackathon.core.i18n import LazySentence, lazy

ROLES: dict[str, LazySentence] = {"judge": lazy("Judge"), "mentor": lazy("Mentor")}
"""What a link may make of somebody; who organizes is chosen among colleagues that are here."""
LIFE = timedelta(days=14)
PATH = "/invited/"
