"""Team members who would own what they made, once somebody outside the team confirms it."""
