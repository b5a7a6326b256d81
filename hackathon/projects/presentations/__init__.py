"""Presentations: the projects of an event on the big screen, one after the other, each with its time."""
