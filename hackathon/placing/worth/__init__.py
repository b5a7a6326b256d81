"""Worth: the prices of a matching, and what a plan comes to."""
