"""How severe judges are."""
