"""Files given in promotion: which kinds are taken, and how one is kept."""
