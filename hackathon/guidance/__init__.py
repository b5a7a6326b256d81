"""Guidance: which data may go to which tool."""
