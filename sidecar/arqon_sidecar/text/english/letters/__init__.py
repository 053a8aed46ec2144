"""Letters that are said by their names."""
