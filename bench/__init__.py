"""Measurements side by side; each module is a command that prints a table."""
