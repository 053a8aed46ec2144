"""The checks: a module for each, which holds its `CHECK`."""
