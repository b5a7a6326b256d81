"""Words: what product owners, who do not score, write to the teams that worked on their questions."""
