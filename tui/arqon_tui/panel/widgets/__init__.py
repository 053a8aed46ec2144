"""The parts of the panel screen, one to a module."""
