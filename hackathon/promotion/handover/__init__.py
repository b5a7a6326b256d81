"""Handover: a use case as an issue in the tracker that its owner's team works in."""
