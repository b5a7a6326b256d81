"""Editions: changing a rubric while judges score by it."""
