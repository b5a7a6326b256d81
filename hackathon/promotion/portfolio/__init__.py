"""The portfolio: the backlog board and the page of a use case."""
