"""Problems: what a matching is given, and the shape of its answer."""
