"""Adoption: the offer to a product owner, and the owner's signature."""
