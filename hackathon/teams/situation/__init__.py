"""Situation: an event as the solver is given it, and what of that a plan stands on."""
