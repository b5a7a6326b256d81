"""The organizers' board on the day: what needs somebody now, each with its button, and how far the event is."""
