"""The ground floor: no Flask and no domain, only what every feature stands on."""
