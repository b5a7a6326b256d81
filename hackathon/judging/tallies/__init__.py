"""Tallies: what a ranking is computed from, and what organizers decided about that."""
