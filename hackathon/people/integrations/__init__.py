"""Integrations: the tokens with which programs act for people."""
