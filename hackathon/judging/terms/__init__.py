"""Terms: what organizers settle about judging before it begins."""
