"""Pilots of light use cases: they end by themselves unless something was measured."""
