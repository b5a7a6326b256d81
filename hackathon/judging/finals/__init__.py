"""Finals: naming who goes on into the next stage of judging."""
