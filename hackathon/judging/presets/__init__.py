"""Presets: rubrics that organizers can begin with."""
