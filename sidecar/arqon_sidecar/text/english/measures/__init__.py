"""Numbers with units, and units alone."""
