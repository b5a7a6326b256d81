"""Must-pass questions of the standard and full path: each with evidence, a named decider and an answer."""
