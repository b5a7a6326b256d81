"""Organization: whom this installation serves, how it starts for real, and what it has around it."""
