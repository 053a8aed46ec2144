"""Numbers: how they are said, and what tells a number from a name."""
