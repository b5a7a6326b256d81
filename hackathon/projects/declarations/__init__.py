"""Declarations: which data a project takes into which tool, and what the rules say to that."""
