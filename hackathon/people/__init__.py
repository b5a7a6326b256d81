"""People: accounts, profiles, what they are told, and who looks after the site."""
