"""Panels: which judge sees which project, as arithmetic."""
