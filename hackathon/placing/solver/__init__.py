"""Solver: a plan from a seeded heuristic and from HiGHS, and how good it is at most."""
