"""A team's own repository, mirrored and read."""
