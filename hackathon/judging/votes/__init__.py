"""Votes: the people's choice, counted apart from the ranking."""
