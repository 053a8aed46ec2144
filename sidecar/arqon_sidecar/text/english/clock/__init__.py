"""Times of the day, their zones, and lengths of time."""
