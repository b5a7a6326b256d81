"""Oversight: accounts, roles, kept mail and background work, for administrators."""
