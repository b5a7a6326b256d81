"""Rules of joining: how long links live, how many skills are asked for, and what a link looks like on a wall."""

import base64
from datetime import timedelta

import segno

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _
from hackathon.people.profiles.rules import skills_in

MOST_PLACES = 5_000
USUAL_PLACES = 100
MOST_SKILLS = 3
PROOF_LIFE = timedelta(hours=24)
"""How long a mailed link proves an address, and an unproven wish holds a place of its join link."""
JOIN_PATH, PROOF_PATH = "/join/", "/join/proof/"


def few_skills(typed: str) -> list[str]:
    """Part up to three skills at the commas; raise `Invalid` where there are more."""
    skills = skills_in(typed)
    if len(skills) > MOST_SKILLS:
        raise Invalid("skills", _("Name up to %(most)s; more can follow in your profile.") % {"most": MOST_SKILLS})
    return skills


def desk_code(kept_hash: str) -> str:
    """Return four letters that show an organizer that the person before them is the one on the list."""
    return base64.b32encode(bytes.fromhex(kept_hash[:10])).decode()[:4]


def qr_svg(address: str) -> str:
    """Draw an address as a QR code, dark on white whatever the page's theme."""
    return segno.make(address, error="m").svg_inline(
        omitsize=True, border=4, light="#fff", svgclass="qr", lineclass=None
    )
