"""Time that is granted to team members, so that somebody who knows the prototype comes along."""
