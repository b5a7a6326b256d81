"""Use cases that change hands: an owner who is missing, a deputy, and whoever takes over."""
