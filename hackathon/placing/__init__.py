"""Who goes into which team, as arithmetic: the model, what a plan is worth, and the ways to a good one."""
