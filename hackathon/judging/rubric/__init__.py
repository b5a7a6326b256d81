"""The rubric: weighted criteria with an anchor for each value."""
