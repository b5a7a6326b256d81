"""Backup and restore: one file that holds the rows, files and repositories of an installation as of one moment."""
