"""Enumeration: for few people, every team there could be."""
