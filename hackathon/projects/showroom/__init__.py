"""The showroom: all projects of an event, to look at."""
