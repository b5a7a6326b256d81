"""Membership: handing a team over, taking people out of it and moving them, each recorded and told."""
