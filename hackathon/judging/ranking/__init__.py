"""The ranking: a pure function of the ballots, released by one deliberate act."""
