"""The three axes on which candidates are scored, each level with its anchor."""
