"""Whom a visitor of the demo can be, and with which password."""

from hackathon.demo.script import DOMAIN

PASSWORD = "datathon-demo"  # noqa: S105 - printed at every start, and good for the demo's people alone
PARTS = ("organizer", "participant", "judge", "steward", "product_owner")
"""Whom a visitor can be with one click."""
ADMIN = "admin"


def sign_in_hint() -> str:
    """Say who a visitor can sign in as, and with which password."""
    addresses = ", ".join(f"{part}@{DOMAIN}" for part in (*PARTS, ADMIN))
    return f"Demo: be somebody with one click in the bar, or sign in with the password {PASSWORD} as {addresses}"
