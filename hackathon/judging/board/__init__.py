"""The organizers' board of judging: how far it is, and what to look at again."""
