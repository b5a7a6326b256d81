"""Plans: which judge scores which project where not everybody can score everything; looked at before it is so."""
