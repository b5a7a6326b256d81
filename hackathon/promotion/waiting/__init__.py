"""What waits for whom in promotion, as home shows it."""
