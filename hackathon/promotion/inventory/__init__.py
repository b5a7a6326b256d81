"""Reference cases: the public inventory of AI use cases, imported, searched and written back."""
