"""The record as people see it: how far it is sealed, its checkpoints, and the proof of any entry."""
