"""Maestro's own settings file, kept in step with ours."""
