"""Servers that do as they are told, broken twins of what is checked, and ears to listen with."""
