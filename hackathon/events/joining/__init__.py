"""Joining: links by which colleagues get an account and a place at an event, and judges and mentors their role."""
