"""Search: from a plan to a better one, move by move."""
