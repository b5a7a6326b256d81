"""Data sets: what data there is, how sensitive, whose, and on which terms."""
