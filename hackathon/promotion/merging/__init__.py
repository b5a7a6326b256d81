"""Merging: a use case that does what another one does becomes a part of it."""
