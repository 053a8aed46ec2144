"""Abbreviations, by the subjects that use them."""
