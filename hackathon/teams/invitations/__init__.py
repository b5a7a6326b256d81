"""Invitations: a captain asks people into the team, by name, by mail or by a link."""
