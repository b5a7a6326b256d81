"""Events: a datathon or hackathon from its first draft to its release."""
