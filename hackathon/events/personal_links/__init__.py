"""Personal links: one-time links that make somebody judge or mentor of an event, with nothing to install."""
