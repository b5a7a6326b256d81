"""Tools: what people may work with, under which condition, and what to take instead."""
