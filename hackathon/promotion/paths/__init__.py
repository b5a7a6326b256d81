"""The six answers that choose how long the path of a use case is, signed by whoever would own it."""
