"""Days, months, years, and what is planned by them."""
