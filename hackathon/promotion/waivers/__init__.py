"""Waivers: a question that need not be passed for a while, by the word of two people."""
