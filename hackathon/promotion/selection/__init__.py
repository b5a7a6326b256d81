"""Selection rounds: screened use cases are scored independently, and cut by the weeks that there are."""
