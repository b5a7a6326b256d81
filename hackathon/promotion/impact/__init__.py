"""Impact: readings against the baseline."""
