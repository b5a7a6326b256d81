"""Use cases: their number, path and life cycle."""
