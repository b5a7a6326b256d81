"""Plans: what a plan reaches, what it could not, and why everybody is where they are."""
