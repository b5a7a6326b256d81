"""Setup: an event, its windows, its roles and its life."""
