"""Aggregate: people and challenges without teams, which is small enough to be solved and bounds every plan."""
