"""A world to look around in, made through the same commands that people use."""
