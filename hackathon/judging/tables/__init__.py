"""Tables: where projects show themselves at an expo, and which one a judge walks to next."""
