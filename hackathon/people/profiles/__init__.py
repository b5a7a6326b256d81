"""Profiles: what colleagues and matching need to know about a person."""
