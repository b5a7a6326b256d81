"""The board: open teams and people who look for one, those that fit each other first."""
