"""Promotion: from a nomination to a use case that is live and measured."""
