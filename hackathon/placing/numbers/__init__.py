"""Numbers: a matching problem as numbers and bits, in which moves are weighed."""
