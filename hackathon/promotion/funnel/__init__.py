"""How hard the filter is: how many came how far, and how long a yes and a no take."""
