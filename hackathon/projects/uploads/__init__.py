"""A repository of the platform's own, for teams without git."""
