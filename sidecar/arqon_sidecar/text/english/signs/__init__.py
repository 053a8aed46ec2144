"""Signs and pictures that are said as words."""
