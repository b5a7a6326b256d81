"""Judging: scoring submissions fairly, ranking and awards."""
