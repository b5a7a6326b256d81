"""Product owners who say before judging that they would take something over."""
