"""Teams: people around a challenge."""
