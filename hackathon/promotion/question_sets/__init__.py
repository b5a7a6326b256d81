"""The sets of must-pass questions: what is asked from now on, published as a whole."""
