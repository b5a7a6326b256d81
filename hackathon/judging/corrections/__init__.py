"""Corrections: what organizers decide about a ranking, as recomputations that can be undone."""
