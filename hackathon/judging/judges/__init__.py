"""Judges: what they say of themselves for an event, and what they must not judge."""
