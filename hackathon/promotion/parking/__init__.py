"""Use cases that were parked: for a while only, then they are declined."""
