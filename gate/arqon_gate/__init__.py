"""Gate 6 in executable form: checks that can fail, evidence, and the verdict."""

__version__ = "0.1.0"
