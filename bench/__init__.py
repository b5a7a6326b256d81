"""Measurements, as ratios to a small reference app served the same way in the same run."""
