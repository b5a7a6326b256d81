"""Awards: what organizers give, and why."""
