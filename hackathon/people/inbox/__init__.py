"""The inbox: what a person was told, in the product and by mail."""
