"""The git program, run so that a stranger's repository can do no harm, and the tokens that open private hosts."""
