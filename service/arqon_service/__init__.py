"""Puts the parts together for one user."""

__version__ = "0.1.0"
