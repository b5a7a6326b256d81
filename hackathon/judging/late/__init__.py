"""Late: scores that came in when judging had closed, and organizers who let them count."""
