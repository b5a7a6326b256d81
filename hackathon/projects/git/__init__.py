"""The git program, run so that a stranger's repository can do no harm."""
