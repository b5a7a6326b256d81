"""Assignment: which judge scores which project."""
