"""`python -m hackathon` is the `hackathon` program."""

from hackathon.cli import main

main()
