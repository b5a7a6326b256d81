"""Nominations and their screening: the filter that says no early."""
