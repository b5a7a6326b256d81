"""Wishes: which questions people would like to work on, with whom, and with whom not."""
