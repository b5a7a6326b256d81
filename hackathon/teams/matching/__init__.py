"""Matching: people into teams, proposed by the solver, looked at and changed by an organizer, then made so."""
