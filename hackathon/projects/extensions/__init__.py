"""Extensions: more time to hand in for one team, with who gave it and why."""
