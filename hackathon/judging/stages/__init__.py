"""The stages of judging: all projects, then finalists."""
