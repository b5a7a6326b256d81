"""Requests: asking a team to be taken in, and its captain's answer."""
