"""Search: one table of what things say about themselves, and the full-text index each database keeps of it."""
