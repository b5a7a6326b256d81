"""Countersigning: on the full path the owner signs first, and it is theirs once a sponsor has signed, too."""
