"""Comparing voices by ear, without a change of any setting."""
