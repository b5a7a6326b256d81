"""Mentors: who helps which team, now and before; judging can bar them by it."""
