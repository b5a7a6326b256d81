"""What teams build: the workspace, its repository, and what is handed in."""
