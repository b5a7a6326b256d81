"""Feedback: what teams and judges learn of the scores after the release."""
