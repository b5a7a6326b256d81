"""The day-one plan: where a use case will run, whose work changes, and who stands by them."""
