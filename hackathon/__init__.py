"""From a question at work to a use case that stays live: datathons inside an organization, and what comes after."""
