"""What became of use cases, when and how fast, computed from the facts of the record alone."""
