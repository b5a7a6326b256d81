"""Gates: the evidence that a move waits for."""
