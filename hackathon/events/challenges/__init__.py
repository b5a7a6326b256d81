"""Challenges: business questions with an owner, data and a metric."""
