"""Ballots: one judge's scores for one project."""
