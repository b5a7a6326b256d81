"""What an owner is told about an offer by the steps above it: how much work a round expects, and what it brings."""
